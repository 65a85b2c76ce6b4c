import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { agencyAggregate } from '@amana/domain/agency/state';
import { caseAggregate } from '@amana/domain/case/state';
import { query, streamState } from '@amana/domain/context-request';
import { personAggregate, type PersonState } from '@amana/domain/person/state';
import type { EventStore } from '@amana/ports/event-store';
import { StoreUnavailable } from '@amana/ports/failures';
import { v7 } from 'uuid';
import { resolveContext, type ContextDeps } from './resolve-context.ts';
import { createStreamMemory } from './stream-memory.ts';
import { AGENCY, coordinator, createEmbeddedApp, POLICE } from './testing/embedded-app.ts';
import { createMemoryOutput } from './testing/embedded-alerts.ts';

const PERSON = '0193c5a0-0000-7000-8000-0000000be501';
const identify = { personId: PERSON, channel: 'BORDER_POST', place: { country: 'NER' }, indicators: [], wayOfArrival: 'BORDER_POST', legalBasis: ['VITAL_INTERESTS'] };
const identity = { names: ['Nom fictif'], birthYear: 1990, sex: 'F', citizenship: ['NER'], languages: ['hau'], documents: [] };

describe('the context of a command', () => {
  let app: ReturnType<typeof createEmbeddedApp>;
  let output: ReturnType<typeof createMemoryOutput>;
  let caseId: string;
  beforeEach(async () => {
    app = createEmbeddedApp();
    output = createMemoryOutput();
    caseId = v7();
    await app.send('IdentifyPerson', { id: caseId, body: identify });
  });
  afterEach(() => app.close());

  const deps = (change: Partial<ContextDeps> = {}): ContextDeps => ({ memory: memoryOf(app.store), queries: {}, log: output, ...change });
  const memoryOf = (events: EventStore) => createStreamMemory({ events, keys: app.keys, monotonic: () => performance.now() });

  it('a stream that is named is folded; what is not there, or not the controller’s, is undefined: a rule cannot tell the two apart', async () => {
    const asked = { own: streamState(caseAggregate, `case-${caseId}`), none: streamState(caseAggregate, `case-${v7()}`), left: undefined };
    expect(await resolveContext(asked, AGENCY, deps())).toMatchObject({ own: { stream: { revision: 0, controller: AGENCY }, identification: { personId: PERSON } }, none: undefined, left: undefined });
    expect(await resolveContext(asked, POLICE, deps())).toEqual({ own: undefined, none: undefined, left: undefined });
  });

  it('an agency may be named by everybody', async () => {
    await app.send('RegisterAgency', { id: POLICE, actor: coordinator, body: { name: { fr: 'Agence fictive', en: 'Fictitious agency' }, kind: 'POLICE', country: 'NER', zone: 'Africa/Niamey', mandateCountries: [] } });
    const asked = { agency: streamState(agencyAggregate, `agency-${POLICE}`, { namers: 'everybody' }), closed: streamState(agencyAggregate, `agency-${POLICE}`) };
    expect(await resolveContext(asked, AGENCY, deps())).toMatchObject({ agency: { profile: { kind: 'POLICE' } }, closed: undefined });
  });

  it('a person is the controller’s own, and only the parts that a guard reads are opened', async () => {
    await app.send('RecordIdentity', { id: PERSON, body: { caseId, ...identity } });
    const asked = { closed: streamState(personAggregate, { personId: PERSON }), opened: streamState(personAggregate, { personId: PERSON }, { opens: ['statistic'] }) };
    const { closed, opened } = (await resolveContext(asked, AGENCY, deps())) as { closed: PersonState; opened: PersonState };
    expect([closed.stream.revision, opened.stream.revision]).toEqual([0, 0]);
    expect(JSON.stringify(closed)).toContain('WITHHELD');
    expect(JSON.stringify(opened)).not.toEqual(JSON.stringify(closed));
    expect(JSON.stringify([closed, opened])).not.toContain('Nom fictif');
    expect(await resolveContext(asked, POLICE, deps())).toEqual({ closed: undefined, opened: undefined });
  });

  it('a stream that cannot be read fails the command: it is truth, not help', async () => {
    const gone = new StoreUnavailable('gone', { written: 'no' });
    const events: EventStore = { ...app.store, readStream: () => Promise.reject(gone) };
    await expect(resolveContext({ own: streamState(caseAggregate, `case-${caseId}`) }, AGENCY, deps({ memory: memoryOf(events) }))).rejects.toBe(gone);
  });

  it('a question is answered with its parameters; one that fails is unchecked, with a word to the operator', async () => {
    const asked: object[] = [];
    const failure = new Error('down');
    const queries = { works: async (params: object) => (asked.push(params), 7), fails: () => Promise.reject(failure) };
    const requests = { works: query<number>('works')({ centreId: 'c' }), fails: query<number>('fails')({}) };
    expect(await resolveContext(requests, AGENCY, deps({ queries }))).toEqual({ works: 7, fails: 'unchecked' });
    expect(asked).toEqual([{ centreId: 'c' }]);
    expect(output.lines).toEqual([{ level: 'warn', facts: { error: failure, query: 'fails' }, message: 'a limit could not be checked: the read models do not answer' }]);
  });

  it('a question to which nobody wired an answer is a bug, and not a limit that was not checked', async () => {
    await expect(resolveContext({ lost: query<number>('lost')({}) }, AGENCY, deps())).rejects.toThrow('no answer is wired to the question lost');
  });
});
