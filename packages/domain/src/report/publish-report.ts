import { streamName } from '../aggregate.ts';
import { dayOf } from '../calendar.ts';
import { centreOf } from '../centre/centre-of.ts';
import { commandOn } from '../command-definition.ts';
import { streamState } from '../context-request.ts';
import { accept } from '../decision.ts';
import { pick } from '../field-tree.ts';
import { overlaps } from '../figures/period.ts';
import { firstRefusal } from '../first-refusal.ts';
import { grantAggregate } from '../grant/state.ts';
import { isKnown } from '../is-known.ts';
import { reject } from '../rejection.ts';
import { reportEvents, reportFact } from './events.ts';
import { releasedPeriods, releaseFigures } from './report-queries.ts';
import { reportAggregate } from './state.ts';

/**
 * Publishes a release: the figures are computed from the log when the command is handled, and frozen with it (I-109, DP-26). A
 * period that overlaps a release of the same grant code and centre is refused: two exact totals would give away their difference.
 */
export const publishReport = commandOn(reportAggregate)({
  name: 'PublishReport',
  creates: true,
  roles: ['ME_OFFICER'],
  fields: pick(reportEvents.IndicatorReportPublished.fields, 'grantId', 'centreId', 'from', 'to'),
  rules: ['I-109'],
  capabilities: ['CAP-38'],
  summary: { fr: 'Publier un rapport d’indicateurs', en: 'Publish an indicator report' },
  example: { grantId: '0193c5a0-0000-7000-8000-0000000094a1', centreId: '0193c5a0-0000-7000-8000-0000000ce741', from: '2022-01-01', to: '2022-12-31' },
  context: ({ body, actor }) => ({
    grant: streamState(grantAggregate, streamName('grant', body.grantId), { namers: 'everybody' }),
    centre: centreOf(body.centreId),
    figures: releaseFigures({ ...body, controller: actor.agencyId }),
    released: releasedPeriods({ grantId: body.grantId, centreId: body.centreId }),
  }),
  decide: ({ body, state, context, actor, now }) => {
    const { grant, centre, figures, released } = context;
    const mine = grant?.profile.agencyIds.includes(actor.agencyId) === true;
    const zone = centre?.profile.zone ?? 'UTC';
    const over = body.from <= body.to && body.to < dayOf(Date.parse(now), zone);
    if (released === 'unchecked' || figures === 'unchecked') return reject('FIGURES_NOT_AVAILABLE');
    return (
      firstRefusal(
        state.release.published ? reject('REPORT_IS_FROZEN') : undefined,
        mine ? undefined : reject('UNKNOWN_REFERENCE', {}, ['/grantId']),
        isKnown(body.centreId, centre, '/centreId'),
        over ? undefined : reject('PERIOD_INVALID', {}, ['/from', '/to']),
        released.some((period) => overlaps(period, body)) ? reject('PERIOD_RELEASED_BEFORE', {}, ['/from', '/to']) : undefined,
      ) ??
      (figures === undefined ? reject('FIGURES_NOT_AVAILABLE') : accept(reportFact('IndicatorReportPublished', { ...body, ...figures, zone, grantCode: grant?.profile.grantCode ?? '' }), { rules: ['I-109'] }))
    );
  },
});
