import { describe, it } from '@jest/globals';
import { fold } from '../aggregate.ts';
import { centreFact } from '../centre/events.ts';
import { centreAggregate } from '../centre/state.ts';
import { grantFact } from '../grant/events.ts';
import { grantAggregate } from '../grant/state.ts';
import { AGENCY, given, OTHER_AGENCY } from '../testing/given-when-then.ts';
import { recordedFact } from '../testing/recorded-fact.ts';
import { reportFact } from './events.ts';
import { publishReport } from './publish-report.ts';
import type { ReleaseFigures } from './report-queries.ts';
import { reportAggregate } from './state.ts';

const grantOf = (agencyIds: string[]) =>
  fold(grantAggregate, 'grant-1', [
    recordedFact(
      grantFact('GrantRegistered', {
        grantCode: 'COMPASS',
        name: { fr: 'Subvention', en: 'Grant' },
        donorAgencyId: OTHER_AGENCY,
        agencyIds,
        currency: 'EUR',
        from: '2021-01-01',
        to: '2024-12-31',
      }),
      0,
    ),
  ]);
const centre = fold(centreAggregate, 'centre-1', [
  recordedFact(
    centreFact('CentreRegistered', { name: { fr: 'Centre', en: 'Centre' }, zone: 'Africa/Niamey', country: 'NER', admin1: 'NE-7', capacity: 50 }),
    0,
  ),
]);
const figures: ReleaseFigures = {
  definitionVersion: 1,
  asOfEventId: '0193c5a0-0000-7000-8000-00000000e001',
  k: 11,
  indicators: [{ id: 'IND-01', margins: [{ name: 'total', shown: true, cells: [{ code: 'ALL', value: 220 }] }] }],
  excludedBand: '1-10',
  erased: '0',
  contentDigest: 'digest',
};
const context = { grant: grantOf([AGENCY]), centre, figures, released: [] };
const now = '2023-02-01T10:00:00.000Z';
const body = publishReport.example;
const published = reportFact('IndicatorReportPublished', { ...figures, grantId: '0193c5a0-0000-7000-8000-0000000094a1', centreId: '0193c5a0-0000-7000-8000-0000000ce741', from: '2022-01-01', to: '2022-12-31', zone: 'Africa/Niamey', grantCode: 'COMPASS' });

const when = (change: object = {}, changedBody: typeof body = body, facts: readonly { type: string; data: object }[] = []) =>
  given(reportAggregate, facts).when(publishReport, changedBody, { now, context: { ...context, ...change } });

describe('PublishReport', () => {
  it('I-109: freezes what the log says, with definition, pinned event, rule and the band of those left out (DP-26)', () => {
    const outcome = when();
    outcome.then(published);
    outcome.relyingOn({ rules: ['I-109'] });
  });

  it('I-109: a report that is published never changes', () => when({}, body, [published]).thenRejected('REPORT_IS_FROZEN'));

  it('refuses a grant that does not list the officer’s agency, and one that does not exist', () => {
    when({ grant: grantOf([OTHER_AGENCY]) }).thenRejected('UNKNOWN_REFERENCE');
    when({ grant: undefined }).thenRejected('UNKNOWN_REFERENCE');
  });

  it('refuses a centre that is not the agency’s to name', () => when({ centre: undefined }).thenRejected('UNKNOWN_REFERENCE'));

  it('refuses a period that ends before it begins, and one that is not over in the zone of the centre', () => {
    when({}, { ...body, from: '2022-06-01', to: '2022-05-31' }).thenRejected('PERIOD_INVALID');
    when({}, { ...body, to: '2023-02-01' }).thenRejected('PERIOD_INVALID');
    when({}, { ...body, to: '2023-01-31' }).then({ ...published, data: { ...published.data, to: '2023-01-31' } });
  });

  it('refuses a period that overlaps a release of the same grant and centre: the difference could reveal a person', () => {
    when({ released: [{ from: '2021-06-01', to: '2022-01-01' }] }).thenRejected('PERIOD_RELEASED_BEFORE');
    when({ released: [{ from: '2021-06-01', to: '2021-12-31' }] }).then(published);
  });

  it('publishes nothing while figures, or the releases before, cannot be had', () => {
    when({ figures: 'unchecked' }).thenRejected('FIGURES_NOT_AVAILABLE');
    when({ figures: undefined }).thenRejected('FIGURES_NOT_AVAILABLE');
    when({ released: 'unchecked' }).thenRejected('FIGURES_NOT_AVAILABLE');
  });
});
