import { describe, expect, it } from '@jest/globals';
import { reportFact } from '@amana/domain/report/events';
import type { RecordedEvent } from '@amana/ports/event-store';
import { digestOf } from '@amana/privacy/digests';
import { registerPerson } from '../testing/centre-people.ts';
import { sealedOf, verifiedHouse } from './testing/verified-house.ts';

const { rich, project, verified, faultsFound, tamper, caseStream, eventOf } = verifiedHouse();

const place = ({ id, stream, revision, type }: RecordedEvent) => ({ log: 'log', event: id, stream, revision, type });
const dataOf = (id: string, data: object) => ['UPDATE events SET data = ? WHERE id = ?', JSON.stringify(data), id] as const;

describe('each fault of a log and of its keys is named', () => {
  it('PART_CHANGED: a byte of a sealed part', async () => {
    const event = await eventOf('PersonIdentified');
    const data = structuredClone(event.data);
    const [part] = sealedOf(data);
    if (part === undefined) throw new Error('nothing is sealed');
    part.ciphertext = `${part.ciphertext[0] === 'A' ? 'B' : 'A'}${part.ciphertext.slice(1)}`;
    tamper('log.db', ...dataOf(event.id, data));
    expect(await faultsFound()).toContainEqual(['PART_CHANGED', { ...place(event), class: part.class }]);
  });

  it('PART_CHANGED: parts of two events changed places', async () => {
    const [one, other] = [await eventOf('PersonIdentified'), await eventOf('PersonIdentified', `case-${rich().cases[0]}`)];
    tamper('log.db', ...dataOf(one.id, { ...one.data, sealed: other.data['sealed'] }));
    expect(await faultsFound()).toContainEqual(['PART_CHANGED', { ...place(one), class: sealedOf(other.data)[0]?.class }]);
  });

  it('READS_MISSING, LOG_CHANGED: a record of reads that is not there, and readings that were cut off, which the digest of before shows', async () => {
    const { log, access } = await verified();
    tamper('access.db', 'DELETE FROM events WHERE position = (SELECT max(position) FROM events)');
    expect(await faultsFound()).not.toContainEqual(['LOG_CHANGED', expect.anything()]);
    expect(await faultsFound({ noted: { log: log.digest, access: access.digest } })).toContainEqual(['LOG_CHANGED', { log: 'access', events: 2, found: 1 }]);
    expect(await faultsFound({ lacksAccess: true })).toContainEqual(['READS_MISSING', {}]);
  });

  it('ROW_CHANGED, LOG_CHANGED: a payload that is still a possible one; rows and the digest of before show it', async () => {
    const { log } = await verified();
    const event = await eventOf('CaseOpened');
    tamper('log.db', ...dataOf(event.id, { ...event.data, ownerUserId: 'user-somebody-else' }));
    const found = await faultsFound({ noted: { log: log.digest } });
    expect(found).toContainEqual(['LOG_CHANGED', { log: 'log', events: log.digest.events, found: log.digest.events }]);
    expect(found).toContainEqual(['ROW_CHANGED', { projection: 'case-list_v1', stream: caseStream(), row: '~state' }]);
  });

  it('EVENT_MISSHAPEN: a payload that is none of its type, metadata that are none, parts that are none', async () => {
    const event = await eventOf('CaseOpened');
    tamper('log.db', ...dataOf(event.id, { ...event.data, intakeForm: 'NEITHER' }));
    expect(await faultsFound()).toContainEqual(['EVENT_MISSHAPEN', place(event)]);
    tamper('log.db', ...dataOf(event.id, { ...event.data, sealed: 'none' }));
    expect(await faultsFound()).toContainEqual(['EVENT_MISSHAPEN', place(event)]);
    tamper('log.db', ...dataOf(event.id, event.data));
    expect(await faultsFound()).toEqual([]);
    tamper('log.db', 'UPDATE events SET metadata = ? WHERE id = ?', JSON.stringify({ ...event.metadata, clock: 'wrong' }), event.id);
    expect(await faultsFound()).toEqual([['EVENT_MISSHAPEN', place(event)]]);
  });

  it('FIGURES_CHANGED: a figure of a release', async () => {
    const cells = [{ code: 'TOTAL', value: 12 }];
    const indicators = [{ id: 'IND-01', margins: [{ name: 'total', shown: true, cells }] }];
    const [grantId, centreId, asOfEventId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const period = { from: '2022-01-01', to: '2022-03-31', zone: 'Africa/Niamey' } as const;
    const release = { grantId, grantCode: 'COMPASS', centreId, ...period, definitionVersion: 1, asOfEventId, k: 5, indicators, excludedBand: '0', erased: '0', contentDigest: digestOf(indicators) } as const;
    const stream = `report-${crypto.randomUUID()}`;
    await rich().tell(stream, [reportFact('IndicatorReportPublished', release as never)]);
    await project();
    expect(await faultsFound()).toEqual([]);
    const event = await eventOf('IndicatorReportPublished', stream);
    tamper('log.db', 'UPDATE events SET data = replace(data, ?, ?) WHERE id = ?', '"value":12', '"value":13', event.id);
    expect(await faultsFound()).toContainEqual(['FIGURES_CHANGED', place(event)]);
  });

  it('EVENT_NEWER: a type that this program does not know', async () => {
    const event = await eventOf('CaseOpened');
    tamper('log.db', 'UPDATE events SET type = ? WHERE id = ?', 'CaseReopenedTwice', event.id);
    expect(await faultsFound()).toEqual([['EVENT_NEWER', { ...place(event), type: 'CaseReopenedTwice' }]]);
  });

  it('REVISION_MISSING: an event in the middle, or the first', async () => {
    const event = await eventOf('CaseOpened');
    tamper('log.db', 'DELETE FROM events WHERE id = ?', event.id);
    const behind = await eventOf('PersonRegistered');
    expect(await faultsFound()).toEqual([['REVISION_MISSING', { log: 'log', stream: event.stream, revision: event.revision, event: behind.id }]]);
    const [first] = (await rich().deps.access.readLog(undefined, { limit: 1 })).events;
    const next = (await rich().deps.access.readStream(first?.stream ?? '')).events[1];
    tamper('access.db', 'DELETE FROM events WHERE revision = 0');
    expect(await faultsFound()).toContainEqual(['REVISION_MISSING', { log: 'access', stream: first?.stream, revision: 0, event: next?.id }]);
  });

  it('COMMAND_IN_PART, ROWS_AHEAD: events at the end were cut off', async () => {
    await registerPerson(rich());
    await project(); // so that each checkpoint stands at an event that stays
    const { log } = await verified();
    const event = await eventOf('PersonRegistered');
    tamper('log.db', 'DELETE FROM events WHERE id = ?', event.id);
    const found = await faultsFound({ noted: { log: log.digest } });
    expect(found).toContainEqual(['COMMAND_IN_PART', { log: 'log', stream: event.stream, revision: event.revision - 1 }]);
    expect(found).toContainEqual(['LOG_CHANGED', { log: 'log', events: log.digest.events, found: log.digest.events - 1 }]);
    const last = await eventOf('ReferralRevoked', `case-${rich().cases[0]}`);
    tamper('log.db', 'DELETE FROM events WHERE stream = (SELECT stream FROM events WHERE id = ?) AND revision >= 3', last.id);
    expect(await faultsFound()).toContainEqual(['ROWS_AHEAD', { projection: 'case-list_v1', stream: last.stream, revision: last.revision }]);
  });

  it('COMMAND_IN_PART: an event in the middle was cut out, and what follows moved up into its place', async () => {
    const stream = `case-${rich().cases[0]}`;
    const [event, behind] = [await eventOf('ConsentWithdrawn', stream), await eventOf('ReferralRevoked', stream)];
    expect(behind.revision).toBe(event.revision + 1);
    tamper('log.db', 'DELETE FROM events WHERE id = ?', event.id);
    tamper('log.db', 'UPDATE events SET revision = revision - 1 WHERE id = ?', behind.id);
    expect(await faultsFound()).toContainEqual(['COMMAND_IN_PART', { log: 'log', stream, revision: event.revision }]);
  });

  it('EVENT_TWICE, REVISION_REPEATED: an id that is there twice, a revision out of its order', async () => {
    const [event, next] = [await eventOf('PersonIdentified'), await eventOf('PersonRegistered')];
    tamper('log.db', 'UPDATE events SET id = ? WHERE id = ?', event.id, next.id);
    expect(await faultsFound()).toContainEqual(['EVENT_TWICE', { log: 'log', event: event.id, stream: next.stream, revision: next.revision, before: event.stream, beforeRevision: event.revision }]);
    const opened = await eventOf('CaseOpened');
    tamper('log.db', 'UPDATE events SET position = 100000 WHERE id = ?', opened.id);
    const found = await faultsFound();
    expect(found).toContainEqual(['REVISION_MISSING', { log: 'log', stream: opened.stream, revision: 1, event: event.id }]);
    expect(found).toContainEqual(['REVISION_REPEATED', { log: 'log', stream: opened.stream, revision: 1, event: opened.id }]);
  });

  it('LOG_UNREADABLE: an event that is no JSON any more stops the check there, and nothing of it is told', async () => {
    const event = await eventOf('CaseOpened');
    tamper('log.db', 'UPDATE events SET data = ? WHERE id = ?', '{"names":["Personne Fictive"', event.id);
    const { log, projections, faults } = await verified();
    expect(faults.shown).toEqual([{ code: 'LOG_UNREADABLE', facts: { log: 'log', reason: `event ${event.id} (${event.stream}, revision ${event.revision}) is damaged: it is not the JSON that was written` } }]);
    expect({ isWhole: log.isWhole, projections }).toEqual({ isWhole: false, projections: [] });
  });

  it('KEY_MISSING, KEY_CHANGED: a key that was lost, and one that is kept under the id of another', async () => {
    const [person] = sealedOf((await eventOf('PersonIdentified')).data);
    const [other] = sealedOf((await eventOf('PersonIdentified', `case-${rich().cases[0]}`)).data);
    if (person === undefined || other === undefined) throw new Error('nothing is sealed');
    tamper('keys/keyring.db', 'DELETE FROM keys WHERE key_id = ?', person.keyId);
    expect(await faultsFound()).toEqual([['KEY_MISSING', { log: 'log', key: person.keyId }]]);
    tamper('keys/keyring.db', 'UPDATE keys SET wrapped = (SELECT wrapped FROM keys WHERE key_id <> ? LIMIT 1) WHERE key_id = ?', other.keyId, other.keyId);
    expect(new Set(await faultsFound())).toEqual(new Set([['KEY_MISSING', { log: 'log', key: person.keyId }], ['KEY_CHANGED', { log: 'log', key: other.keyId }]]));
  });
});
