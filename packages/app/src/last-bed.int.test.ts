import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { centreFact } from '@amana/domain/centre/events';
import { centreOccupancy } from '@amana/domain/projections/centre-occupancy';
import { projectionName } from '@amana/domain/projections/projection';
import { v7 } from 'uuid';
import { pinBuilds } from './rebuild/pin-builds.ts';
import { centreStock } from './reading/context-queries.ts';
import { manager, openCentre, registerPerson } from './testing/centre-people.ts';
import { AGENCY } from './testing/embedded-app.ts';
import { createEmbeddedReading, type EmbeddedReading } from './testing/embedded-reading.ts';

const supervisor = { userId: 'user-supervisor-1', role: 'SUPERVISOR', agencyId: AGENCY } as const;
const overrideReason = { text: 'Nuit froide', lang: 'fra' };

/** Two processes over one log, whose questions are answered from rows that the real projector made. */
describe('the real world is not refused', () => {
  let reading: EmbeddedReading;
  let clerks: readonly [EmbeddedReading['app']['send'], EmbeddedReading['app']['send']];
  beforeAll(async () => {
    reading = await createEmbeddedReading();
    clerks = [reading.app.send, reading.app.newProcess()];
  });
  afterAll(() => reading.close());

  const presentIn = (centreId: string) =>
    reading.deps.rows.count(projectionName(centreOccupancy), [{ key: 'centreId', is: centreId }, { key: 'present', is: true }]);
  const rulesOf = async (caseId: string) => (await reading.deps.events.readStream(`case-${caseId}`)).events.at(-1)?.metadata['rules'];
  const twoCases = async () => [await registerPerson(reading), await registerPerson(reading)] as const;

  it('I-50: both clerks who race for the last bed get it, the rows show one person too many, and the next is refused', async () => {
    const centreId = await openCentre(reading, 1);
    const cases = await twoCases();
    await reading.project();
    const body = { centreId, unit: 'MEN-1', separateMinorUnit: false };
    const answers = await Promise.all(cases.map((id, i) => clerks[i as 0 | 1]('AdmitToCentre', { id, body, actor: manager })));
    expect(answers.map(({ outcome }) => outcome)).toEqual(['stored', 'stored']);
    expect(await Promise.all(cases.map(rulesOf))).toEqual([['I-06', 'I-50', 'I-51'], ['I-06', 'I-50', 'I-51']]);
    expect(await presentIn(centreId)).toBe(0);

    await reading.project();
    expect((await presentIn(centreId)) - 1).toBe(1); // what the route flags as overBy
    const third = await registerPerson(reading);
    expect(await clerks[0]('AdmitToCentre', { id: third, body, actor: manager })).toEqual({
      outcome: 'rejected',
      rejection: { rejected: 'CENTRE_FULL', params: { occupied: 2, places: 1 }, pointers: [] },
    });
    const answer = await clerks[1]('AdmitToCentre', { id: third, body: { ...body, overrideReason }, actor: supervisor });
    expect(answer).toMatchObject({ outcome: 'stored' });
    expect(await rulesOf(third)).toEqual(['I-06', 'I-50:override', 'I-51']);
    await reading.project();
    expect(await presentIn(centreId)).toBe(3);
  });

  it('I-52: both who race for the last kit hand it out, the stock is one short, and the next is refused', async () => {
    const centreId = await openCentre(reading, 5);
    await reading.tell(`centre-${centreId}`, [centreFact('StockReceived', { items: [{ code: 'SCHOOL_KIT', qty: 1 }] })]);
    const cases = await twoCases();
    await reading.project();
    const issue = () => ({ issueId: v7(), items: [{ code: 'SCHOOL_KIT', qty: 1 }], centreId, receivedBy: 'PERSON' });
    const answers = await Promise.all(cases.map((id, i) => clerks[i as 0 | 1]('IssueItems', { id, body: issue(), actor: manager })));
    expect(answers.map(({ outcome }) => outcome)).toEqual(['stored', 'stored']);
    expect(await Promise.all(cases.map(rulesOf))).toEqual([['I-06', 'I-52'], ['I-06', 'I-52']]);

    await reading.project();
    expect(await centreStock(centreId, { events: reading.deps.events, rows: pinBuilds(reading.deps.rows) })).toEqual({ SCHOOL_KIT: -1 });
    expect(await clerks[0]('IssueItems', { id: cases[0], body: issue(), actor: manager })).toEqual({
      outcome: 'rejected',
      rejection: { rejected: 'STOCK_TOO_LOW', params: { item: 'SCHOOL_KIT', known: -1 }, pointers: ['/items'] },
    });
  });

  it('I-102, I-52: what a corrected issue took is back in the stock, and a count since the issue saw what really went', async () => {
    const centreId = await openCentre(reading, 5);
    const told = (type: 'StockReceived' | 'StockCounted', qty: number) => reading.tell(`centre-${centreId}`, [centreFact(type, { items: [{ code: 'SCHOOL_KIT', qty }] })]);
    const stock = () => centreStock(centreId, { events: reading.deps.events, rows: pinBuilds(reading.deps.rows) });
    const id = await registerPerson(reading);
    const issue = async (qty: number, more: object = {}) => {
      await reading.project();
      const body = { issueId: v7(), items: [{ code: 'SCHOOL_KIT', qty }], centreId, receivedBy: 'PERSON', ...more };
      expect(await clerks[0]('IssueItems', { id, body, actor: manager })).toMatchObject({ outcome: 'stored' });
      await reading.project();
      return (await reading.deps.events.readStream(`case-${id}`)).events.at(-1)?.id ?? '';
    };
    await told('StockReceived', 120);
    const typo = await issue(100);
    expect(await stock()).toEqual({ SCHOOL_KIT: 20 });
    const right = await issue(10, { corrects: typo });
    expect(await stock()).toEqual({ SCHOOL_KIT: 110 });
    await told('StockCounted', 109);
    await issue(11, { corrects: right });
    expect(await stock()).toEqual({ SCHOOL_KIT: 109 });
  });

  it('I-50, I-52: without read models a person is let in and given what is needed, and the decision says what was not checked', async () => {
    const centreId = await openCentre(reading, 1);
    const id = await registerPerson(reading);
    await reading.deps.rows.drop(projectionName(centreOccupancy));
    const admitted = await clerks[0]('AdmitToCentre', { id, body: { centreId, unit: 'MEN-1', separateMinorUnit: false }, actor: manager });
    expect(admitted).toMatchObject({ outcome: 'stored' });
    expect(await rulesOf(id)).toEqual(['I-06', 'I-50:unchecked', 'I-51']);
    const items = [{ code: 'SCHOOL_KIT', qty: 1 }];
    expect(await clerks[0]('IssueItems', { id, body: { issueId: v7(), items, centreId, receivedBy: 'PERSON' }, actor: manager })).toMatchObject({ outcome: 'stored' });
    expect(await rulesOf(id)).toEqual(['I-06', 'I-52:unchecked']);
    await reading.project();
  });
});
