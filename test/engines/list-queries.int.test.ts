import { expect, test } from '@jest/globals';
import { allProjections } from '@amana/app/all-projections';
import { allRows } from '@amana/app/reading/all-rows';
import { projectionName } from '@amana/domain/projections/projection';
import type { Condition, ReadModelStore, RowQuery } from '@amana/ports/read-model-store';
import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';
import { recordedQueries } from '@amana/store-distributed/testing/recorded-queries';

/** As the projector makes them. */
const shapes = allProjections.map((projection) => ({ name: projectionName(projection), indexes: [...projection.indexes, ['parked']] }));

const nameOf = (name: string): string => shapes.find((shape) => shape.name.startsWith(`${name}_v`))?.name ?? name;
const is = (key: string, value: string | boolean): Condition => ({ key, is: value });

type Ask = (store: ReadModelStore) => Promise<unknown>;

const list =
  (name: string, where: Condition[], sort: NonNullable<RowQuery['sort']>): Ask =>
  (store) =>
    store.find(nameOf(name), { where, sort, limit: 50 });
const all =
  (name: string, where: Condition[]): Ask =>
  (store) =>
    allRows(nameOf(name), where, store);
const count =
  (name: string, where: Condition[]): Ask =>
  (store) =>
    store.count(nameOf(name), where);

const newest = { key: 'lastAt', descending: true };
const soonest = { key: 'dueAt', descending: false };

/** Every question that query-api, case-api and the workers ask, with the index that answers it. */
const questions: [title: string, index: string, ask: Ask][] = [
  ['case list: open ones of an agency', 'controller.open.lastAt', list('case-list', [is('controller', 'a'), is('open', true)], newest)],
  [
    'case list: open ones of a caseworker',
    'controller.caseworkerUserId.open.lastAt',
    list('case-list', [is('controller', 'a'), is('caseworkerUserId', 'u'), is('open', true)], newest),
  ],
  [
    'case list: open ones of one status',
    'controller.open.lastAt',
    list('case-list', [is('controller', 'a'), is('open', true), is('status', 'OPEN')], newest),
  ],
  ['case list: of one status, which few may have', 'controller.status.lastAt', list('case-list', [is('controller', 'a'), is('status', 'TRANSFERRED')], newest)],
  [
    'open cases of a person',
    'controller.personId',
    (store) => store.find(nameOf('case-list'), { where: [is('controller', 'a'), is('personId', 'p'), is('openedCase', true)], limit: 10 }),
  ],
  [
    'caseload',
    'controller.caseworkerUserId.open.lastAt',
    count('case-list', [is('controller', 'a'), is('caseworkerUserId', 'u'), is('open', true)]),
  ],
  ['deadlines of an agency', 'controller.dueAt', list('deadlines', [is('controller', 'a')], soonest)],
  [
    'deadlines of a caseworker that are over',
    'controller.caseworkerUserId.dueAt',
    list('deadlines', [is('controller', 'a'), is('caseworkerUserId', 'u'), { key: 'dueAt', below: '2026' }], soonest),
  ],
  [
    'deadlines that are not over',
    'controller.dueAt',
    list('deadlines', [is('controller', 'a'), { key: 'dueAt', atLeast: '2026' }], soonest),
  ],
  ['inbox', 'recipient.sentAt', list('partner-inbox', [is('recipient', 'a')], { key: 'sentAt', descending: true })],
  [
    'inbox: of one status, behind a page',
    'recipient.status.sentAt',
    list('partner-inbox', [is('recipient', 'a'), is('status', 'SENT'), { key: 'sentAt', below: '2026' }], {
      key: 'sentAt',
      descending: true,
    }),
  ],
  [
    'a referral by its partner’s id',
    'partnerReferralId',
    (store) => store.find(nameOf('partner-inbox'), { where: [is('partnerReferralId', 'r')], limit: 1 }),
  ],
  ['who is present in a centre', 'centreId.present.recordedAt', count('centre-occupancy', [is('centreId', 'c'), is('present', true)])],
  ['what a centre issued', 'issuedFrom.recordedAt', all('centre-occupancy', [is('issuedFrom', 'c')])],
  ['indicator facts of an agency', 'controller', all('indicator-facts', [is('controller', 'a')])],
  ['persons of an agency', 'controller', all('person-card', [is('controller', 'a')])],
  ['agencies', 'kind.category', all('reference-data', [is('kind', 'agency')])],
  ['centres of an agency', 'kind.controller', all('reference-data', [is('kind', 'centre'), is('controller', 'a')])],
  ['releases of an agency', 'controller.publishedAt', list('releases', [is('controller', 'a')], { key: 'publishedAt', descending: true })],
  ['releases of a grant', 'grantId.publishedAt', all('releases', [is('grantId', 'g')])],
  ...allProjections.map(({ name }): [string, string, Ask] => [`parked streams of ${name}`, 'parked', count(name, [is('parked', true)])]),
  ['parked streams that are to be tried again', 'parked', all('case-list', [is('parked', true), is('asked', true)])],
  ['rows of the streams of a batch', 'rows_of_stream', (store) => store.rowsOf(nameOf('case-list'), ['case-1', 'case-2'])],
];

describeWithEngine('mongodb', 'questions to the read models', (url) => {
  test('each is answered from an index, and where the engine says how, it reads and sorts no more than it must', async () => {
    const recorded = await recordedQueries(
      url,
      shapes,
      questions.map(([, , ask]) => ask),
    );
    expect(recorded.map(({ servedBy }, n) => [questions[n]?.[0], servedBy])).toEqual(questions.map(([title, index]) => [title, index]));
    const scanned = recorded.flatMap(({ stages = [] }, n) => stages.filter((stage) => stage === 'COLLSCAN').map(() => questions[n]?.[0]));
    expect(scanned).toEqual([]);
  });
});
