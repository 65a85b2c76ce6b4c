import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { EventStore, NewEvent } from '@amana/ports/event-store';
import { StoreUnavailable, WrongRevision } from '@amana/ports/failures';
import { v7 } from 'uuid';
import { createEmbeddedApp, type EmbeddedAppOptions } from './testing/embedded-app.ts';

const identify = { personId: '0193c5a0-0000-7000-8000-0000000be501', channel: 'BORDER_POST', place: { country: 'NER' }, indicators: [], wayOfArrival: 'BORDER_POST', legalBasis: ['PUBLIC_TASK'] };
const inform = () => ({ informationId: v7(), lang: 'hau', interpreterUsed: false, topics: ['USES_OF_DATA'], channel: 'IN_PERSON' });
const unknown = () => new StoreUnavailable('the answer was lost', { written: 'unknown' });

type Append = EventStore['append'];
/** The real store, with an append of the test's own; the third argument is the real one. */
const appending = (append: (args: Parameters<Append>, real: Append) => ReturnType<Append>): EmbeddedAppOptions => ({
  wrap: (store) => ({ ...store, append: (...args) => append(args, (...real) => store.append(...real)) }),
});

describe('handleCommand, where several write or the store answers badly', () => {
  let app: ReturnType<typeof createEmbeddedApp>;
  afterEach(() => app.close());

  const streamOfCase = async (id: string) => (await app.store.readStream(`case-${id}`)).events;
  async function identified() {
    const id = v7();
    await app.send('IdentifyPerson', { id, body: identify });
    return id;
  }

  /** A case that exists, and another process that may store first, between our read and our append. */
  async function raced() {
    let before: (() => Promise<unknown>) | undefined;
    app = createEmbeddedApp(
      appending(async (args, real) => {
        const first = before;
        before = undefined;
        await first?.();
        return real(...args);
      }),
    );
    const id = await identified();
    const other = app.newProcess();
    return { id, otherFirst: (...command: Parameters<typeof other>) => (before = () => other(...command)) };
  }

  it('a hundred callers on one case all get a right answer', async () => {
    app = createEmbeddedApp();
    const id = await identified();
    const answers = await Promise.all(Array.from({ length: 100 }, () => app.send('ProvideConsentInformation', { id, body: inform() })));
    const events = await streamOfCase(id);
    expect(events.map(({ revision }) => revision)).toEqual(Array.from({ length: 101 }, (_, n) => n));
    expect(answers).toEqual(
      events.slice(1).map((event) => ({
        outcome: 'stored',
        revision: event.revision,
        events: [{ id: event.id, type: 'ConsentInformationProvided', revision: event.revision }],
        position: event.position,
        secret: undefined,
      })),
    );
  });

  it('the same command sent twice at once is stored once, and both get its answer', async () => {
    app = createEmbeddedApp();
    const id = await identified();
    const request = { id, body: inform(), commandId: v7() };
    const sends = [app.send, app.newProcess(), app.newProcess()];
    const [first, ...others] = await Promise.all(sends.map((send) => send('ProvideConsentInformation', request)));
    expect(first).toMatchObject({ outcome: 'stored', revision: 1 });
    expect(others).toEqual([first, first]);
    expect(await streamOfCase(id)).toHaveLength(2);
  });

  it('two processes that race on one stream are both right: a conflict is decided anew', async () => {
    let conflicts = 0;
    app = createEmbeddedApp(
      appending((args, real) =>
        real(...args).catch((error: unknown) => {
          if (error instanceof WrongRevision) conflicts += 1;
          throw error;
        }),
      ),
    );
    const id = await identified();
    const processes = [app.newProcess(), app.newProcess()];
    const answers = await Promise.all(processes.flatMap((send) => Array.from({ length: 10 }, () => send('ProvideConsentInformation', { id, body: inform() }))));
    expect(conflicts).toBeGreaterThan(0);
    const events = await streamOfCase(id);
    expect(events.map(({ revision }) => revision)).toEqual(Array.from({ length: 21 }, (_, n) => n));
    const answered = answers.flatMap((answer) => (answer.outcome === 'stored' ? answer.events.map((event) => event.id) : []));
    expect(answered.toSorted()).toEqual(events.slice(1).map((event) => event.id).toSorted());
  });

  it('what another process stored in between is seen by the rules when the command is decided anew', async () => {
    const body = inform();
    const { id, otherFirst } = await raced();
    otherFirst('ProvideConsentInformation', { id, body });
    const answer = await app.send('ProvideConsentInformation', { id, body });
    expect(answer).toEqual({ outcome: 'rejected', rejection: { rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/informationId'] } });
    expect(await streamOfCase(id)).toHaveLength(2);
  });

  it('with an If-Match, a conflict is told instead of decided anew', async () => {
    const { id, otherFirst } = await raced();
    otherFirst('ProvideConsentInformation', { id, body: inform() });
    expect(await app.send('ProvideConsentInformation', { id, body: inform(), ifMatch: 0 })).toEqual({ outcome: 'stale', actual: 1 });
    expect(await streamOfCase(id)).toHaveLength(2);
  });

  it('others that keep writing until the deadline are said to be a conflict, and nothing is stored', async () => {
    app = createEmbeddedApp({ ...appending(([stream]) => Promise.reject(new WrongRevision(stream, 'no-stream', 5))), timeoutMs: 40 });
    const id = v7();
    expect(await app.send('IdentifyPerson', { id, body: identify })).toEqual({ outcome: 'conflict' });
    expect(await streamOfCase(id)).toEqual([]);
  });

  it('waiting for others counts: a command whose time is over when its turn comes is a conflict, and nothing is stored', async () => {
    app = createEmbeddedApp({
      ...appending(async (args, real) => {
        await sleep(60);
        return real(...args);
      }),
      timeoutMs: 40,
    });
    const id = v7();
    const [first, second] = await Promise.all([identify, identify].map((body) => app.send('IdentifyPerson', { id, body })));
    expect(first).toMatchObject({ outcome: 'stored' });
    expect(second).toEqual({ outcome: 'conflict' });
    expect(await streamOfCase(id)).toHaveLength(1);
  });

  it('an append whose answer was lost is sent again with the same ids: answered once, stored once', async () => {
    const sent: (readonly NewEvent[])[] = [];
    app = createEmbeddedApp(
      appending(async (args, real) => {
        sent.push(args[2]);
        const answer = await real(...args);
        if (sent.length === 1) throw unknown();
        return answer;
      }),
    );
    const id = v7();
    const commandId = v7();
    const answer = await app.send('IdentifyPerson', { id, body: identify, commandId });
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
    const events = await streamOfCase(id);
    expect(answer).toEqual({
      outcome: 'stored',
      revision: 0,
      events: [{ id: events[0]?.id, type: 'PersonIdentified', revision: 0 }],
      position: events[0]?.position,
      secret: undefined,
    });
    expect(events).toHaveLength(1);
    expect(await app.newProcess()('IdentifyPerson', { id, body: identify, commandId })).toEqual(answer);
  });

  it.each([
    ['had stored it', true],
    ['had not stored it', false],
  ])('a store that fails three times is reported as failed, and a repeat is answered rightly where it %s', async (_what, stores) => {
    let tries = 0;
    let broken = true;
    app = createEmbeddedApp(
      appending(async (args, real) => {
        if (!broken) return real(...args);
        tries += 1;
        if (stores) await real(...args);
        throw unknown();
      }),
    );
    const request = { id: v7(), body: identify, commandId: v7() };
    await expect(app.send('IdentifyPerson', request)).rejects.toThrow(unknown());
    expect(tries).toBe(3);
    expect(await streamOfCase(request.id)).toHaveLength(stores ? 1 : 0);

    broken = false;
    const answer = await app.send('IdentifyPerson', request);
    const events = await streamOfCase(request.id);
    expect(events).toHaveLength(1);
    expect(answer).toMatchObject({ outcome: 'stored', revision: 0, events: [{ id: events[0]?.id }], position: events[0]?.position });
  });

  it('a command that failed does not hold up the next one on its stream', async () => {
    let first = true;
    app = createEmbeddedApp(
      appending(async (args, real) => {
        if (!first) return real(...args);
        first = false;
        throw new Error('a bug');
      }),
    );
    const id = v7();
    const answers = await Promise.allSettled([app.send('IdentifyPerson', { id, body: identify }), app.send('IdentifyPerson', { id, body: identify })]);
    expect(answers).toMatchObject([{ status: 'rejected', reason: { message: 'a bug' } }, { status: 'fulfilled', value: { outcome: 'stored', revision: 0 } }]);
  });
});
