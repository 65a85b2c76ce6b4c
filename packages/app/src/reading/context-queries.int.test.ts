import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closureFact } from '@amana/domain/case/closure/events';
import { identificationFact } from '@amana/domain/case/identification/events';
import { serviceFact } from '@amana/domain/case/service/events';
import { stayFact } from '@amana/domain/case/stay/events';
import { centreFact } from '@amana/domain/centre/events';
import { v7 } from 'uuid';
import { manager, openCentre, registerPerson } from '../testing/centre-people.ts';
import { codes, GRANT, setTheCentre } from '../testing/compass-people.ts';
import { AGENCY, POLICE } from '../testing/embedded-app.ts';
import { createEmbeddedReading, type EmbeddedReading } from '../testing/embedded-reading.ts';

const closed = closureFact('CaseClosed', { closureId: v7(), reason: 'GOALS_ACHIEVED', htcdsStatus: 'Closed', retentionUntil: '2032-06-15' });
const admitted = (to: string) => stayFact('AdmittedToCentre', { centreId: to, unit: 'U-1', separateMinorUnit: true });
const counted = (qty: number) => centreFact('StockCounted', { items: [{ code: 'SCHOOL_KIT', qty }] });
const at = (hour: string) => ({ recordedAt: `2022-06-20T${hour}:00:00.000Z` });

describe('what commands ask the read models, answered from rows', () => {
  let reading: EmbeddedReading;
  beforeAll(async () => {
    reading = await createEmbeddedReading();
  });
  afterAll(() => reading.close());

  async function ask(name: string, params: Record<string, string>): Promise<unknown> {
    await reading.project();
    return reading.queries[name]?.(params);
  }

  it('I-04: open cases of a person are those of the agency, but for the one that asks', async () => {
    const personId = v7();
    const asked = { personId, agencyId: AGENCY };
    expect(await ask('open-cases-of-person', asked)).toEqual([]);
    const first = await registerPerson(reading, { personId });
    await registerPerson(reading, { personId, controller: POLICE });
    await registerPerson(reading);
    expect(await ask('open-cases-of-person', asked)).toEqual([first]);
    expect(await ask('open-cases-of-person', { ...asked, exceptCaseId: first })).toEqual([]);
    const second = await registerPerson(reading, { personId });
    expect(await ask('open-cases-of-person', { ...asked, exceptCaseId: first })).toEqual([second]);
    await reading.tell(`case-${first}`, [closed]);
    expect(await ask('open-cases-of-person', asked)).toEqual([second]);
  });

  it('I-109: grants are found by their code, whoever registered them', async () => {
    await setTheCentre(reading);
    expect(await ask('grants-of-code', { grantCode: codes[GRANT] })).toEqual([GRANT]);
    expect(await ask('grants-of-code', { grantCode: 'NOBODYS' })).toEqual([]);
    expect(await ask('grants-of-code', {})).toEqual([]);
  });

  it('I-04: a case that was only identified is no open case', async () => {
    const personId = v7();
    const found = { personId, channel: 'BORDER_POST', place: { country: 'NER' }, indicators: [], wayOfArrival: 'BORDER_POST' } as const;
    await reading.tell(`case-${v7()}`, [identificationFact('PersonIdentified', { ...found, indicators: [] })]);
    expect(await ask('open-cases-of-person', { personId, agencyId: AGENCY })).toEqual([]);
  });

  it('I-11: the caseload is what a caseworker has open with the agency, and the limit as it was configured', async () => {
    const asked = { userId: 'user-caseworker-7', agencyId: AGENCY };
    expect(await ask('caseload', asked)).toEqual({ open: 0, limit: 40 });
    const first = await registerPerson(reading, { ownerUserId: asked.userId });
    const second = await registerPerson(reading, { ownerUserId: asked.userId });
    await registerPerson(reading, { ownerUserId: asked.userId, controller: POLICE });
    expect(await ask('caseload', asked)).toEqual({ open: 2, limit: 40 });
    await reading.tell(`case-${first}`, [closed]);
    await reading.tell(`case-${second}`, [identificationFact('CaseworkerAssigned', { userId: 'user-caseworker-8', from: { value: '2022-06-15', precision: 'day' } })]);
    expect(await ask('caseload', asked)).toEqual({ open: 0, limit: 40 });
    expect(await ask('caseload', { ...asked, userId: 'user-caseworker-8' })).toEqual({ open: 1, limit: 40 });
  });

  it('I-50: the occupancy counts who is in that centre now, and says nothing of ages: rows hold no key', async () => {
    const [centreId, other] = [await openCentre(reading, 5), await openCentre(reading, 5)];
    const cases = [await registerPerson(reading), await registerPerson(reading, { birthYear: 2015 }), await registerPerson(reading)];
    for (const id of cases) await reading.tell(`case-${id}`, [admitted(centreId)]);
    expect(await ask('centre-occupancy', { centreId })).toEqual({ present: 3 });
    const left = stayFact('LeftCentre', { centreId, reason: 'OWN_CHOICE' });
    await reading.tell(`case-${cases[0]}`, [left]);
    await reading.tell(`case-${cases[1]}`, [left, admitted(other)]);
    expect(await ask('centre-occupancy', { centreId })).toEqual({ present: 1 });
    expect(await ask('centre-occupancy', { centreId: other })).toEqual({ present: 1 });
  });

  it('I-50: a child who takes a place for minors that nobody could count is let in, and the decision says so', async () => {
    const centreId = await openCentre(reading, 5, 1);
    const id = await registerPerson(reading, { birthYear: 2015 });
    await reading.project();
    const body = { centreId, unit: 'BOYS-1', separateMinorUnit: true };
    expect(await reading.app.send('AdmitToCentre', { id, body, actor: manager })).toMatchObject({ outcome: 'stored' });
    const { events } = await reading.deps.events.readStream(`case-${id}`);
    expect(events.at(-1)?.metadata['rules']).toEqual(['I-06', 'I-50:unchecked', 'I-51']);
  });

  it('I-52: the stock is what was received, less what was issued, anew from each count on', async () => {
    const centreId = await openCentre(reading, 5);
    const id = await registerPerson(reading);
    const issue = (qty: number) => serviceFact('ItemsIssued', { issueId: v7(), items: [{ code: 'SCHOOL_KIT', qty }, { code: 'OTHER_KIT', qty: 1 }], centreId, receivedBy: 'PERSON' });
    const stock = () => ask('centre-stock', { centreId });
    expect(await stock()).toEqual({});
    await reading.tell(`centre-${centreId}`, [centreFact('StockReceived', { items: [{ code: 'SCHOOL_KIT', qty: 10 }, { code: 'FOOD_PARCEL', qty: 3 }] })], at('08'));
    await reading.tell(`case-${id}`, [issue(2)], at('09'));
    expect(await stock()).toEqual({ SCHOOL_KIT: 8, FOOD_PARCEL: 3 });
    await reading.tell(`centre-${centreId}`, [counted(5)], at('10'));
    expect(await stock()).toEqual({ SCHOOL_KIT: 5, FOOD_PARCEL: 3 });
    await reading.tell(`case-${id}`, [issue(6)], at('11'));
    expect(await stock()).toEqual({ SCHOOL_KIT: -1, FOOD_PARCEL: 3 });
    await reading.tell(`centre-${centreId}`, [centreFact('StockReceived', { items: [{ code: 'SCHOOL_KIT', qty: 4 }] })], at('12'));
    expect(await stock()).toEqual({ SCHOOL_KIT: 3, FOOD_PARCEL: 3 });
  });

  it.each(['ok', 'unconfirmed'] as const)('I-52: a count by a clock that was a year ahead (%s) hides no issue after it, and one by a clock that was behind brings none back', async (clock) => {
    const centreId = await openCentre(reading, 5);
    const id = await registerPerson(reading);
    const issue = (qty: number) => serviceFact('ItemsIssued', { issueId: v7(), items: [{ code: 'SCHOOL_KIT', qty }], centreId, receivedBy: 'PERSON' });
    const stock = () => ask('centre-stock', { centreId });
    await reading.tell(`case-${id}`, [issue(7)], at('08'));
    await reading.tell(`centre-${centreId}`, [counted(20)], { recordedAt: '2023-06-20T08:00:00.000Z', clock });
    await reading.tell(`case-${id}`, [issue(2)], at('09'));
    expect(await stock()).toEqual({ SCHOOL_KIT: 18 });
    await reading.tell(`centre-${centreId}`, [counted(30)], { recordedAt: '2021-06-20T08:00:00.000Z', clock });
    expect(await stock()).toEqual({ SCHOOL_KIT: 30 });
    await reading.tell(`case-${id}`, [issue(1)], { recordedAt: '2020-06-20T08:00:00.000Z', clock });
    expect(await stock()).toEqual({ SCHOOL_KIT: 29 });
  });
});
