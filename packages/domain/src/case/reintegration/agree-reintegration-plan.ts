import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import type { Written } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isChildAt } from '../../person/age.ts';
import { reject, type Rejection } from '../../rejection.ts';
import { areNewIds, consentsFor, hasConsent, hasGuardian, isNewId, personOf } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { reintegrationEvents, reintegrationFact } from './events.ts';
import { agreedByRightParty, fitsAge, isPlanId, mayPlanReintegration, needsWereAssessed } from './guards.ts';

type Tracks = Written<typeof reintegrationEvents.ReintegrationPlanAgreed.fields>['tracks'];

function tracksFitAge(tracks: Tracks, child: boolean): Rejection | undefined {
  const unfit = tracks.flatMap((track, i) => (fitsAge(track, child) ? [] : [`/tracks/${i}/kind`]));
  return unfit.length === 0 ? undefined : reject('EDUCATION_IS_FOR_CHILDREN', {}, unfit);
}

/** What was agreed with the returnee, or in the place of the agreement before it: tracks that have started go on. */
export const agreeReintegrationPlan = commandOn(caseAggregate)({
  name: 'AgreeReintegrationPlan',
  roles: ['REINTEGRATION_OFFICER'],
  fields: reintegrationEvents.ReintegrationPlanAgreed.fields,
  rules: ['I-10', 'I-80', 'I-81', 'I-83'],
  capabilities: ['CAP-23', 'CAP-24'],
  summary: { fr: 'Convenir du plan de réintégration', en: 'Agree on the reintegration plan' },
  example: {
    planId: '0193c5a0-0000-7000-8000-00000009e101',
    tracks: [
      {
        trackId: '0193c5a0-0000-7000-8000-00000000ac01',
        kind: 'CHILD_EDUCATION',
        beneficiary: 'CHILD',
        goal: { text: 'Retour à l’école à la rentrée', lang: 'fra' },
        startBy: '2022-10-01',
      },
    ],
    agreedBy: 'HOUSEHOLD_HEAD_AND_CHILD',
  },
  context: ({ state }) => ({ person: personOf(state, 'statistic') }),
  decide: ({ body, frame, state, context, now }) => {
    const consents = consentsFor(state, 'REINTEGRATION', { frame, now });
    const trackIds = body.tracks.map(({ trackId }) => trackId);
    const child = isChildAt(context.person, frame.occurredAt, now);
    return (
      firstRefusal(
        mayPlanReintegration(state),
        isNewId(isPlanId(state.reintegration, body.planId), '/planId'),
        areNewIds(trackIds, state.reintegration.tracks, (i) => `/tracks/${i}/trackId`),
        needsWereAssessed(state),
        hasConsent(consents, 'REINTEGRATION'),
        agreedByRightParty({ by: body.agreedBy, child, guarded: hasGuardian(state, { frame, now }), pointers: ['/agreedBy'] }),
        tracksFitAge(body.tracks, child),
      ) ??
      accept(reintegrationFact('ReintegrationPlanAgreed', body), {
        rules: ['I-80', 'I-81', 'I-10', 'I-83'],
        consentIds: consents.map(({ consentId }) => consentId),
      })
    );
  },
});
