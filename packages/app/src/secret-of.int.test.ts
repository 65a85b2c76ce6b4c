import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CommandActor } from '@amana/domain/command-definition';
import { v7 } from 'uuid';
import { secretName } from './secret-of.ts';
import { coordinator, createEmbeddedApp, POLICE } from './testing/embedded-app.ts';

const HEALTH = '0193c5a0-0000-7000-8000-00000000a9e3';
const partnerOf = (agencyId: string): CommandActor => ({ userId: 'user-partner-1', role: 'PARTNER_PROVIDER', agencyId });
const endpointId = '0193c5a0-0000-7000-8000-00000000ed01';
const subscription = { endpointId, channel: 'WEBHOOK', url: 'https://partner.example/amana', events: ['REFERRAL_SENT'], fieldProfile: 'REFERENCE' };

describe('the secret of an alert endpoint', () => {
  let app: ReturnType<typeof createEmbeddedApp>;

  const register = (id: string) =>
    app.send('RegisterAgency', { id, actor: coordinator, body: { name: { fr: 'Agence fictive', en: 'Fictitious agency' }, kind: 'POLICE', country: 'NER', zone: 'Africa/Niamey', mandateCountries: ['NER'] } });

  async function secretFrom(name: string, agencyId: string, request: { commandId: string; body: Record<string, unknown>; send?: typeof app.send }) {
    const { send = app.send, ...rest } = request;
    const answer = await send(name, { id: agencyId, actor: partnerOf(agencyId), ...rest });
    if (answer.outcome !== 'stored' || answer.secret === undefined) throw new Error(`no secret: ${answer.outcome}`);
    return Buffer.from(answer.secret).toString('hex');
  }

  beforeEach(async () => {
    app = createEmbeddedApp();
    await register(POLICE);
  });
  afterEach(() => app.close());

  it('is shown by the command that made it and by its repeat, also in another process; another command makes another', async () => {
    const commandId = v7();
    const first = await secretFrom('SubscribeToAlerts', POLICE, { commandId, body: subscription });
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await secretFrom('SubscribeToAlerts', POLICE, { commandId, body: subscription })).toBe(first);
    expect(await secretFrom('SubscribeToAlerts', POLICE, { commandId, body: subscription, send: app.newProcess() })).toBe(first);

    const rotation = v7();
    const second = await secretFrom('RotateAlertSecret', POLICE, { commandId: rotation, body: { endpointId } });
    expect(second).toMatch(/^[0-9a-f]{64}$/);
    expect(second).not.toBe(first);
    expect(await secretFrom('RotateAlertSecret', POLICE, { commandId: rotation, body: { endpointId } })).toBe(second);
    expect(await secretFrom('SubscribeToAlerts', POLICE, { commandId, body: subscription })).toBe(first);
  });

  it('is shown by a repeat to nobody whose role may ask for none any more', async () => {
    const request = { commandId: v7(), body: subscription };
    await secretFrom('SubscribeToAlerts', POLICE, request);
    const demoted = { ...partnerOf(POLICE), role: 'DONOR' as const };
    const answer = await app.send('SubscribeToAlerts', { id: POLICE, actor: demoted, ...request });
    expect(answer).toMatchObject({ outcome: 'stored', secret: undefined });
  });

  it('is in the keyring before the event that makes it is in the log: a crash between the two leaves no endpoint without a secret', async () => {
    const commandId = v7();
    const name = secretName({ stream: `agency-${POLICE}`, endpointId, commandId });
    const kept: number[] = [];
    app.close();
    app = createEmbeddedApp({
      wrap: (store) => ({
        ...store,
        append: async (...args) => {
          kept.push((await app.keyring.secrets(name)).length);
          return store.append(...args);
        },
      }),
    });
    await register(POLICE);
    await secretFrom('SubscribeToAlerts', POLICE, { commandId, body: subscription });
    expect(kept).toEqual([0, 1]);
  });

  it('is made once, also where another process has stored the command after this one had read the stream', async () => {
    const request = { commandId: v7(), body: subscription };
    let meanwhile: (() => Promise<string>) | undefined;
    const shown: string[] = [];
    app.close();
    app = createEmbeddedApp({
      wrap: (store) => ({
        ...store,
        readStream: async (...args) => {
          const read = await store.readStream(...args);
          const other = meanwhile;
          meanwhile = undefined;
          if (other !== undefined) shown.push(await other());
          return read;
        },
      }),
    });
    await register(POLICE);
    meanwhile = () => secretFrom('SubscribeToAlerts', POLICE, { ...request, send: app.newProcess() });
    shown.push(await secretFrom('SubscribeToAlerts', POLICE, request));
    const kept = await app.keyring.secrets(secretName({ stream: `agency-${POLICE}`, endpointId, commandId: request.commandId }));
    const [first] = kept.map((secret) => Buffer.from(secret).toString('hex'));
    expect({ shown, kept: kept.length }).toEqual({ shown: [first, first], kept: 1 });
  });

  it('stands in no event and in no byte of the log', async () => {
    const secret = await secretFrom('SubscribeToAlerts', POLICE, { commandId: v7(), body: subscription });
    const bytes = Buffer.from(secret, 'hex');
    const files = ['log.db', 'log.db-wal'].map((file) => readFileSync(join(app.folder, file)));
    const holds = (sought: Buffer | string) => files.some((file) => file.includes(sought));
    expect(holds('https://partner.example/amana')).toBe(true); // so the search finds what is there
    const forms = [bytes, secret, secret.toUpperCase(), bytes.toString('base64').replaceAll('=', ''), bytes.toString('base64url')];
    expect(forms.filter(holds)).toEqual([]);
  });

  it('is made by no command that is refused', async () => {
    const commandId = v7();
    const answer = await app.send('SubscribeToAlerts', { id: POLICE, actor: partnerOf(POLICE), commandId, body: { ...subscription, url: 'http://10.0.0.1/' } });
    expect(answer).toEqual({ outcome: 'rejected', rejection: { rejected: 'ENDPOINT_ADDRESS_UNSAFE', params: {}, pointers: ['/url'] } });
    expect(await app.keyring.secrets(secretName({ stream: `agency-${POLICE}`, endpointId, commandId }))).toEqual([]);
  });

  it('is one agency’s alone: the same endpoint id and command id, sent by another, make another secret', async () => {
    await register(HEALTH);
    const commandId = v7();
    const ofPolice = await secretFrom('SubscribeToAlerts', POLICE, { commandId, body: subscription });
    const ofHealth = await secretFrom('SubscribeToAlerts', HEALTH, { commandId, body: subscription });
    expect(ofHealth).not.toBe(ofPolice);
    const kept = await app.keyring.secrets(secretName({ stream: `agency-${POLICE}`, endpointId, commandId }));
    expect(kept.map((secret) => Buffer.from(secret).toString('hex'))).toEqual([ofPolice]);
  });

  it('is named by its agency’s stream, the endpoint and the command', () => {
    expect(secretName({ stream: 'agency-a', endpointId: 'e', commandId: 'c' })).toBe('agency-a/e/c');
  });
});
