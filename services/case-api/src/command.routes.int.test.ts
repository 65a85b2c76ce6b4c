import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AGENCY, POLICE } from '@amana/app/testing/embedded-app';
import type { StreamKind } from '@amana/domain/aggregate';
import { findCommand } from '@amana/domain/catalogue';
import type { Role } from '@amana/domain/roles';
import { v7 } from 'uuid';
import { doors, exampleOf, pathOf, type Door } from './testing/bad-inputs.ts';
import { startCaseApi, type CaseApiServer } from './testing/case-api-server.ts';
import { makeMinimalStreams, type MinimalStream } from './testing/minimal-streams.ts';

const figures = {
  definitionVersion: 1,
  asOfEventId: v7(),
  k: 5,
  indicators: [{ id: 'IND-01', margins: [{ name: 'total', shown: true, cells: [{ code: 'ALL', value: 12 }] }] }],
  excludedBand: '0',
  erased: '0',
  contentDigest: 'digest',
};
const doorOf = (name: string): Door => doors.find(({ title }) => title === name) as Door;

describe('a command over HTTP', () => {
  let server: CaseApiServer;
  let streams: Readonly<Record<StreamKind, MinimalStream>>;
  beforeAll(async () => {
    server = await startCaseApi({ queries: { 'release-figures': async () => figures, 'released-periods': async () => [] } });
    streams = await makeMinimalStreams(server);
  });
  afterAll(() => server.close());

  async function send(name: string, { id, role, agency = AGENCY, body = {}, headers = {} }: { id: string; role: Role; agency?: string; body?: object; headers?: Record<string, string> }) {
    const door = doorOf(name);
    const token = await server.tokenOf({ role, agency });
    return server.ask(pathOf(door, id), { token, body: { ...exampleOf(door), ...body }, headers: { 'Idempotency-Key': v7(), ...headers } });
  }

  it.each<{ kind: StreamKind; name: string; type: string; role: Role; body?: () => object; prepare?: (id: string) => Promise<unknown> }>([
    { kind: 'case', name: 'IdentifyPerson', type: 'PersonIdentified', role: 'CASEWORKER', body: () => ({ legalBasis: ['PUBLIC_TASK'] }) },
    { kind: 'person', name: 'AssessAge', type: 'AgeAssessed', role: 'CASEWORKER' },
    { kind: 'agency', name: 'RegisterAgency', type: 'AgencyRegistered', role: 'NATIONAL_COORD' },
    { kind: 'centre', name: 'RegisterCentre', type: 'CentreRegistered', role: 'NATIONAL_COORD' },
    { kind: 'grant', name: 'RegisterGrant', type: 'GrantRegistered', role: 'ME_OFFICER' },
    {
      kind: 'report',
      name: 'PublishReport',
      type: 'IndicatorReportPublished',
      role: 'ME_OFFICER',
      body: () => ({ grantId: streams.grant.id, centreId: streams.centre.id, from: '2021-01-01', to: '2021-12-31' }),
    },
  ])('begins a $kind with $name, and says the same to a repeat', async ({ kind, name, type, role, body = () => ({}) }) => {
    const id = v7();
    const caseId = kind === 'person' ? await caseOf(id) : undefined;
    const request = { id, role, body: { ...body(), ...(caseId === undefined ? {} : { caseId }) }, headers: { 'Idempotency-Key': v7() } };
    const answer = await send(name, request);
    const position = await server.app.store.head();
    const stored = position === undefined ? undefined : await server.app.store.readAt(position);
    expect(stored?.type).toBe(type);
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 201, body: { revision: 0, events: [{ id: stored?.id, type, revision: 0 }] } });
    expect(answer.headers.get('etag')).toBe('"0"');
    expect(answer.headers.get('amana-position')).toBe(`${server.log.era}.${String(position)}`);
    expect(answer.headers.get('cache-control')).toBe('no-store');

    const again = await send(name, request);
    expect({ status: again.status, body: again.body }).toEqual({ status: 201, body: answer.body });
    for (const header of ['etag', 'amana-position']) expect(again.headers.get(header)).toBe(answer.headers.get(header));
    expect(await server.app.store.head()).toBe(position);
  });

  async function caseOf(personId: string): Promise<string> {
    const id = v7();
    expect(await send('IdentifyPerson', { id, role: 'CASEWORKER', body: { personId, legalBasis: ['VITAL_INTERESTS'] } })).toMatchObject({ status: 201 });
    return id;
  }

  it('takes the ETag of the last answer as If-Match', async () => {
    const id = v7();
    const first = await send('IdentifyPerson', { id, role: 'CASEWORKER', body: { legalBasis: ['PUBLIC_TASK'] } });
    const next = await send('ProvideConsentInformation', { id, role: 'CASEWORKER', headers: { 'If-Match': first.headers.get('etag') ?? '' } });
    expect({ status: next.status, etag: next.headers.get('etag') }).toEqual({ status: 201, etag: '"1"' });
    const stale = await send('ProvideConsentInformation', { id, role: 'CASEWORKER', body: { informationId: v7() }, headers: { 'If-Match': '"0"' } });
    expect(stale).toMatchObject({ status: 412, body: { code: 'STALE_REVISION', detail: expect.stringContaining('revision 1') } });
  });

  it('where newer code has written, is 500 and stores nothing; other cases go on', async () => {
    const [id, other] = [v7(), v7()];
    for (const each of [id, other]) await send('IdentifyPerson', { id: each, role: 'CASEWORKER', body: { legalBasis: ['PUBLIC_TASK'] } });
    const { head, events } = await server.app.store.readStream(`case-${id}`);
    const { position } = await server.app.store.append(`case-${id}`, head, [{ id: v7(), type: 'CaseTeleported', data: {}, metadata: { ...events[0]?.metadata, commandId: v7() } }]);
    expect(await send('ProvideConsentInformation', { id, role: 'CASEWORKER' })).toMatchObject({ status: 500, body: { code: 'INTERNAL' } });
    expect(await server.app.store.head()).toBe(position);
    expect(await send('ProvideConsentInformation', { id: other, role: 'CASEWORKER' })).toMatchObject({ status: 201 });
  });

  it('keeps who acts, for whom, and the caller’s correlation id, from the token and the header alone', async () => {
    const id = v7();
    const door = doorOf('IdentifyPerson');
    const token = await server.tokenOf({ role: 'CASEWORKER', agency: AGENCY, sub: 'user-4711', on_behalf_of: 'user-0815' });
    const correlationId = v7();
    const key = v7();
    const answer = await server.ask(pathOf(door, id), {
      token,
      body: { ...exampleOf(door), legalBasis: ['PUBLIC_TASK'] },
      headers: { 'Idempotency-Key': key.toUpperCase(), 'X-Correlation-Id': correlationId },
    });
    expect(answer.status).toBe(201);
    const [event] = (await server.app.store.readStream(`case-${id}`)).events;
    expect(event?.metadata).toMatchObject({
      actor: { userId: 'user-4711', role: 'CASEWORKER', agencyId: AGENCY, onBehalfOf: 'user-0815' },
      commandId: key,
      correlationId,
    });
  });

  it('I-110: shows the secret of an endpoint to whoever subscribes, and to the repeat; no other answer has one', async () => {
    await send('RegisterAgency', { id: POLICE, role: 'NATIONAL_COORD', body: { kind: 'POLICE' } });
    const request = { id: POLICE, role: 'PARTNER_PROVIDER', agency: POLICE, headers: { 'Idempotency-Key': v7() } } as const;
    const answer = await send('SubscribeToAlerts', request);
    expect({ status: answer.status, body: answer.body }).toEqual({
      status: 201,
      body: { revision: 1, events: [{ id: expect.any(String), type: 'AlertSubscriptionRegistered', revision: 1 }], secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/) },
    });
    const again = await send('SubscribeToAlerts', request);
    expect(again.body).toEqual(answer.body);
    expect([answer, again].map(({ headers }) => headers.get('amana-position'))).toEqual([null, null]); // a partner sees no place in the log
    expect(server.lines.join('\n')).not.toContain(String(answer.body['secret']).slice(6));
  });

  it('a refusal by a rule has the status of its kind, and points at the fields to change', async () => {
    const { caseId: _case, ...identity } = findCommand('RecordIdentity')?.example ?? {};
    const answer = await send('RecordIdentity', { id: v7(), role: 'CASEWORKER', body: { ...identity, caseId: streams.case.id } });
    expect(answer).toMatchObject({ body: { code: 'NOT_THE_CASE_OF_THIS_PERSON', errors: [{ pointer: '/caseId', code: 'NOT_THE_CASE_OF_THIS_PERSON', detail: expect.any(String) }] } });
  });
});
