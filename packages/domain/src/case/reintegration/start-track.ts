import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isChildAt } from '../../person/age.ts';
import { isRejection, reject } from '../../rejection.ts';
import { caseIsIn, caseIsOpen, consentsFor, hasConsent, hasGuardian, personOf } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { reintegrationEvents, reintegrationFact } from './events.ts';
import { agreementStands, trackIn } from './guards.ts';

/**
 * Support begins (domain.md 2.5). A child comes first into somebody's care; whoever came of age since the agreement has to agree
 * in person. Reunification is no fact of this version, so it is a care arrangement that says who cares, and one of since the
 * reopening where there was one.
 */
export const startTrack = commandOn(caseAggregate)({
  name: 'StartTrack',
  roles: ['REINTEGRATION_OFFICER'],
  fields: reintegrationEvents.ReintegrationTrackStarted.fields,
  opens: ['statistic'],
  rules: ['I-10', 'I-80', 'I-81', 'I-83'],
  summary: { fr: 'Commencer un volet de réintégration', en: 'Start a reintegration track' },
  example: { trackId: '0193c5a0-0000-7000-8000-00000000ac01' },
  context: ({ state }) => ({ person: personOf(state, 'statistic') }),
  decide: ({ body, frame, state, context, now }) => {
    const { planId, approved } = state.reintegration;
    const consents = consentsFor(state, 'REINTEGRATION', { frame, now });
    const child = isChildAt(context.person, frame.occurredAt, now);
    const track = trackIn(state.reintegration, body.trackId, ['PLANNED']);
    const notNow = caseIsOpen(state) ?? caseIsIn(state, 'IN_ASSISTANCE', 'REINTEGRATING');
    if (notNow) return notNow;
    if (isRejection(track)) return track;
    return (
      firstRefusal(
        track.planId === planId ? undefined : reject('REINTEGRATION_PLAN_REPLACED'),
        approved ? undefined : reject('REINTEGRATION_PLAN_NOT_APPROVED'),
        hasConsent(consents, 'REINTEGRATION'),
        agreementStands(state, [track], { child, guarded: hasGuardian(state, { frame, now }) }),
        child && !state.care.arranged ? reject('CARE_ARRANGEMENT_MISSING') : undefined,
      ) ??
      accept(reintegrationFact('ReintegrationTrackStarted', body), {
        rules: ['I-80', 'I-81', 'I-10', 'I-83'],
        consentIds: consents.map(({ consentId }) => consentId),
      })
    );
  },
});
