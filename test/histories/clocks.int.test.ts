import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import { knownAt } from '@amana/app/reading/known-at';
import { readCase } from '@amana/app/reading/read-case';
import { readPacket } from '@amana/app/reading/read-packet';
import { createStreamQueue } from '@amana/app/stream-queue';
import { showNewestTime } from '@amana/app/show-newest-time';
import { findCommand } from '@amana/domain/catalogue';
import { actorOf, agencies, idOf, people, scene } from './cast.ts';
import { openKeyring, openStores } from './embedded-stores.ts';
import { createHouseClock, type HouseClock } from './house-clock.ts';
import { createRealHouse, type RealHouse } from './real-house.ts';

const [, { caseId, personId }] = people;
const DAY_MS = 24 * 3_600_000;
const NOON = '2022-12-20T12:00:00.000Z';
const caseworker = actorOf('CASEWORKER', agencies.own, 0);
const auditor = actorOf('AUDITOR', agencies.own, 0);

let keys: ReturnType<typeof openKeyring>;
let stores: ReturnType<typeof openStores>;
let clock: HouseClock;
let house: RealHouse;
let given = 0;

beforeAll(() => {
  keys = openKeyring();
});
afterAll(() => keys.close());

type Told = { readonly id?: string; readonly actor?: typeof caseworker; readonly commandId?: string };
const day = (value: string, zone = 'Africa/Niamey') => ({ value, precision: 'day', zone });

async function give(name: string, body: object, { id = caseId, actor = caseworker, commandId = idOf('c0de', ++given) }: Told = {}) {
  const command = findCommand(name);
  if (command === undefined) throw new Error(`no command ${name}`);
  return house.give({ command, id, body: { ...command.example, occurredAt: day('2022-12-01'), ...body }, actor, commandId });
}

/** The information on the use of data, again and again: it may be given at any time, and moves nothing. */
const inform = (body: object = {}, told: Told = {}) => give('ProvideConsentInformation', { informationId: idOf('1f01', ++given), ...body }, told);
const eventsOfCase = () => house.log().filter(({ stream }) => stream === `case-${caseId}`);
const timesOfCase = () => eventsOfCase().map(({ revision, metadata: { recordedAt, clock: trust } }) => [revision, recordedAt, trust]);

beforeEach(async () => {
  stores = openStores(keys.keyring);
  clock = createHouseClock({ begin: NOON, stepMs: 0 });
  house = await createRealHouse(stores, { clock });
  for (const { name, id, actor, body } of scene) expect(await give(name, body, { id, actor })).toMatchObject({ outcome: 'stored' });
  const identified = { personId, legalBasis: ['PUBLIC_TASK'], forAgencyId: agencies.own };
  expect(await give('IdentifyPerson', identified)).toMatchObject({ outcome: 'stored', revision: 0 });
});
afterEach(() => stores[Symbol.dispose]());

const jumps = async (...ms: readonly number[]): Promise<void> => {
  for (const jump of ms) {
    clock.jump(jump);
    expect(await inform()).toMatchObject({ outcome: 'stored' });
  }
};
/** What a process reads that starts over this log with its wall clock there. */
async function readAfterStart(begin: string) {
  const started = createHouseClock({ begin, stepMs: 0 });
  await showNewestTime(stores.events, started);
  return started.read();
}

const readers = () => ({ ...stores, keys: house.keys, log: house.logId, inTurn: createStreamQueue(), newId: () => idOf('acce', ++given), clock: { now: clock.read } });

/** Revisions that an auditor is shown of the history of the case. */
const known = async (at?: string): Promise<number[]> => {
  const question = { id: caseId, reader: auditor, purpose: 'AUDIT', view: 'history' } as const;
  const found = await readCase(at === undefined ? question : { ...question, knownAt: at }, readers());
  if (typeof found === 'string') throw new Error(found);
  expect(found.steps.map(({ event }) => event.revision)).toEqual(found.caseEvents.map(({ revision }) => revision));
  return found.caseEvents.map(({ revision }) => revision);
};

describe('a server whose clock jumps', () => {
  it('the order is the revision, never a clock: each time is kept as it was shown, and marked from the jump on until somebody confirms', async () => {
    await jumps(1_000, 30 * DAY_MS, -31 * DAY_MS, 1_000);
    clock.confirm();
    await jumps(2_000);
    expect(timesOfCase()).toEqual([
      [0, '2022-12-20T12:00:00.000Z', 'ok'],
      [1, '2022-12-20T12:00:01.000Z', 'ok'],
      [2, '2023-01-19T12:00:01.000Z', 'unconfirmed'],
      [3, '2022-12-19T12:00:01.000Z', 'unconfirmed'],
      [4, '2022-12-19T12:00:02.000Z', 'unconfirmed'],
      [5, '2022-12-19T12:00:04.000Z', 'ok'],
    ]);
    expect((await stores.events.readStream(`case-${caseId}`)).events.map(({ id }) => id)).toEqual(eventsOfCase().map(({ id }) => id));
    expect(await known()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('I-103: an unconfirmed time spoils no answer to what was known: neither hidden nor shown for its sake', async () => {
    await jumps(1_000, 400 * DAY_MS, -410 * DAY_MS);
    clock.set('2022-12-21T12:00:00.000Z');
    clock.confirm();
    await jumps(0);
    expect(await known('2022-12-20T11:59:59.999Z')).toEqual([]);
    expect(await known('2022-12-20T12:00:00.000Z')).toEqual([0]);
    expect(await known('2022-12-20T23:00:00.000Z')).toEqual([0, 1, 2, 3]);
    expect(await known('2022-12-21T12:00:00.000Z')).toEqual([0, 1, 2, 3, 4]);
    const trusted = eventsOfCase().filter(({ metadata }) => metadata.clock === 'ok');
    expect(knownAt(trusted, '2022-12-20T23:00:00.000Z').map(({ revision }) => revision)).toEqual([0, 1]);
  });

  it('I-103: a wrong time that was confirmed hides what follows it, and turns nothing round', async () => {
    await jumps(30 * DAY_MS);
    clock.confirm();
    await jumps(0);
    clock.set('2022-12-21T12:00:00.000Z');
    clock.confirm();
    await jumps(0);
    expect(timesOfCase().map(([revision, , trust]) => [revision, trust])).toEqual([[0, 'ok'], [1, 'unconfirmed'], [2, 'ok'], [3, 'ok']]);
    expect(await known('2022-12-22T00:00:00.000Z')).toEqual([0, 1]);
    expect(await known('2023-01-19T12:00:00.000Z')).toEqual([0, 1, 2, 3]);
  });

  it('one that starts more than five minutes before the newest time of its log is not trusted; one that starts months later is', async () => {
    expect(await readAfterStart('2020-01-01T00:00:00.000Z')).toEqual({ recordedAt: '2020-01-01T00:00:00.000Z', clock: 'unconfirmed' });
    expect(await readAfterStart('2022-12-20T11:54:59.999Z')).toMatchObject({ clock: 'unconfirmed' });
    expect(await readAfterStart('2022-12-20T11:55:00.000Z')).toMatchObject({ clock: 'ok' });
    expect(await readAfterStart('2023-03-01T00:00:00.000Z')).toMatchObject({ clock: 'ok' });
  });

  it('a wrong time ahead that nobody trusted makes no good clock suspicious at the next start', async () => {
    await jumps(400 * DAY_MS);
    expect(await readAfterStart('2022-12-20T13:00:00.000Z')).toMatchObject({ clock: 'ok' });
  });

  it('set back by years it takes what happened up to the newest trusted time of the case, and keeps what it showed', async () => {
    clock.set('2020-01-01T00:00:00.000Z');
    expect(await inform({ occurredAt: day('2022-12-20') })).toMatchObject({ outcome: 'stored', revision: 1 });
    expect(timesOfCase().at(-1)).toEqual([1, '2020-01-01T00:00:00.000Z', 'unconfirmed']);
  });

  it('what happened since is of the future to it; nothing is lost, the same command is stored when it is set right', async () => {
    clock.set('2020-01-01T00:00:00.000Z');
    const body = { informationId: idOf('1f01', ++given), occurredAt: day('2022-12-21') };
    const commandId = idOf('c0de', ++given);
    expect(await inform(body, { commandId })).toMatchObject({ outcome: 'rejected', rejection: { rejected: 'OCCURRED_IN_FUTURE', pointers: ['/occurredAt'] } });
    clock.set('2022-12-21T09:00:00.000Z');
    expect(await inform(body, { commandId })).toMatchObject({ outcome: 'stored', revision: 1 });
    expect(timesOfCase().at(-1)).toEqual([1, '2022-12-21T09:00:00.000Z', 'unconfirmed']);
  });
});

const device = (sequence: number, recordedAt: string) => ({ device: { id: idOf('de71', 1), sequence, recordedAt } });
const at = (value: string) => ({ occurredAt: { value, precision: 'instant', zone: 'Africa/Niamey' } });

describe('a consent that has run out', () => {
  const sharing = { recipients: [{ category: 'HEALTH' }], dataCategories: ['IDENTITY'], validUntil: { value: '2022-12-15', precision: 'day' } };
  const referralId = idOf('ef01', 1);
  const dated = { value: '2022-01-01', precision: 'day' };

  /** An adult whose consents to a referral ran out on 15 December, and a referral that waits to be sent. */
  async function waitingReferral(): Promise<void> {
    const informationId = idOf('1f01', ++given);
    const steps: readonly [name: string, body: object, told?: Told][] = [
      ['CompleteScreening', {}],
      ['ProvideConsentInformation', { informationId }],
      ['OpenCase', {}],
      ['RegisterPerson', {}],
      ['AssessAge', { caseId, ageYears: 31, estimated: false }, { id: personId }],
      ['GrantConsent', { consentId: idOf('c050', 1), informationId, scope: 'REFERRAL_SERVICES', ...sharing, validFrom: dated }],
      ['GrantConsent', { consentId: idOf('c050', 2), informationId, scope: 'SHARING_OTHER_ORGS', ...sharing, validFrom: dated }],
      ['DraftReferral', { referralId, toAgencyId: agencies.health, service: 'MEDICAL' }],
    ];
    for (const [name, body, told] of steps) expect([name, await give(name, body, told)]).toEqual([name, expect.objectContaining({ outcome: 'stored' })]);
  }
  const packet = () => readPacket({ caseId, referralId, reader: actorOf('PARTNER_PROVIDER', agencies.health, 0) }, readers());
  const send = () => give('SendReferral', { referralId, dataShared: ['IDENTITY'] });

  it('I-61: is not revived by a clock that was set back: what the case has seen of a trusted clock counts', async () => {
    await waitingReferral();
    expect(await send()).toMatchObject({ outcome: 'rejected', rejection: { rejected: 'CONSENT_MISSING' } });
    clock.set('2022-12-10T12:00:00.000Z');
    expect(clock.read()).toMatchObject({ clock: 'unconfirmed' });
    expect(await send()).toMatchObject({ outcome: 'rejected', rejection: { rejected: 'CONSENT_MISSING' } });
    expect(eventsOfCase().map(({ type }) => type)).not.toContain('ReferralSent');
  });

  it('I-61: nor does it open the packet of what was sent before', async () => {
    await waitingReferral();
    clock.set('2022-12-10T12:00:00.000Z');
    clock.confirm();
    expect(await send()).toMatchObject({ outcome: 'stored' });
    expect(await packet()).toMatchObject({ status: 'SENT', categories: ['IDENTITY'] });
    clock.set(NOON);
    clock.confirm();
    expect(await packet()).toBe('not-open');
    clock.set('2022-12-10T12:00:00.000Z');
    expect(await packet()).toBe('not-open');
  });
});

describe('a device whose clock is wrong', () => {
  it('both times are kept as they were told; neither order nor what was known follows the device', async () => {
    const wrong = ['2022-12-20T17:30:00.000Z', '1970-01-01T00:00:12.000Z', '2099-12-31T23:59:59.999Z'];
    for (const [sequence, recordedAt] of wrong.entries()) {
      clock.jump(1_000);
      expect(await inform(device(9 - sequence, recordedAt))).toMatchObject({ outcome: 'stored', revision: sequence + 1 });
    }
    const [, ...informed] = eventsOfCase();
    expect(informed.map(({ metadata }) => metadata.device)).toEqual(wrong.map((recordedAt, sequence) => device(9 - sequence, recordedAt).device));
    expect(informed.map(({ metadata }) => [metadata.recordedAt, metadata.clock])).toEqual([1, 2, 3].map((second) => [`2022-12-20T12:00:0${second}.000Z`, 'ok']));
    expect(await known('2022-12-20T12:00:02.500Z')).toEqual([0, 1, 2]);
  });

  it('I-103: hours ahead it cannot make something happen in the future; within five minutes, and to the day of a zone that is ahead, it may', async () => {
    expect(await inform(at('2022-12-20T17:00:00Z'))).toMatchObject({ outcome: 'rejected', rejection: { rejected: 'OCCURRED_IN_FUTURE' } });
    expect(await inform(at('2022-12-20T12:05:00.001Z'))).toMatchObject({ outcome: 'rejected', rejection: { rejected: 'OCCURRED_IN_FUTURE' } });
    expect(await inform(at('2022-12-20T12:05:00Z'))).toMatchObject({ outcome: 'stored' });
    expect(await inform({ occurredAt: day('2022-12-21') })).toMatchObject({ outcome: 'rejected' });
    expect(await inform({ occurredAt: day('2022-12-21', 'Pacific/Kiritimati') })).toMatchObject({ outcome: 'stored' });
    expect(eventsOfCase().at(-1)?.metadata.occurredAt).toEqual(day('2022-12-21', 'Pacific/Kiritimati'));
  });
});

describe('New Year in Niamey', () => {
  it('comes an hour before that of UTC: what happens on the first day is accepted then, and not a moment before', async () => {
    clock.set('2022-12-31T22:54:59.999Z');
    clock.confirm();
    const first = { occurredAt: day('2023-01-01') };
    expect(await inform(first)).toMatchObject({ outcome: 'rejected', rejection: { rejected: 'OCCURRED_IN_FUTURE' } });
    expect(await inform({ occurredAt: day('2023-01-01', 'Africa/Bamako') })).toMatchObject({ outcome: 'rejected' });
    clock.set('2022-12-31T22:55:00.000Z'); // five minutes are the clock's own
    clock.confirm();
    expect(await inform(first)).toMatchObject({ outcome: 'stored' });
    expect(await inform({ occurredAt: day('2023-01-01', 'Africa/Bamako') })).toMatchObject({ outcome: 'rejected' });
    expect(await inform({ occurredAt: { value: '2023', precision: 'year', zone: 'Africa/Niamey' } })).toMatchObject({ outcome: 'stored' });
    expect(eventsOfCase().slice(1).map(({ metadata }) => [metadata.occurredAt.value, metadata.recordedAt])).toEqual([
      ['2023-01-01', '2022-12-31T22:55:00.000Z'],
      ['2023', '2022-12-31T22:55:00.000Z'],
    ]);
  });
});
