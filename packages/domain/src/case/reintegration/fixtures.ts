import type { Written } from '../../field-tree.ts';
import { caseIn, consentTo } from '../../testing/case-facts.ts';
import { given } from '../../testing/given-when-then.ts';
import type { CaseState } from '../../code-lists/case-state.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { assessmentFact } from '../assessment/events.ts';
import { caseAggregate } from '../state.ts';
import { reintegrationFact, type reintegrationEvents } from './events.ts';

export const PLAN = '0193c5a0-0000-7000-8000-00000009e101';
export const OTHER_PLAN = '0193c5a0-0000-7000-8000-00000009e102';
export const TRACK = '0193c5a0-0000-7000-8000-0000000ac101';
export const OTHER_TRACK = '0193c5a0-0000-7000-8000-0000000ac102';
export const CONSENT = '0193c5a0-0000-7000-8000-000000c05e11';
export const OFFICER = 'user-reintegration-1';

type Plan = Written<typeof reintegrationEvents.ReintegrationPlanAgreed.fields>;
type Track = Plan['tracks'][number];

export const goal = { text: 'But fictif', lang: 'fra' };
export const track = (more: Partial<Track> = {}): Track => ({ trackId: TRACK, kind: 'CHILD_EDUCATION', beneficiary: 'CHILD', goal, startBy: '2022-10-01', ...more });
export const plan = (more: Partial<Plan> = {}): Plan => ({ planId: PLAN, tracks: [track()], agreedBy: 'HOUSEHOLD_HEAD_AND_CHILD', ...more });

const officer = { userId: OFFICER, role: 'REINTEGRATION_OFFICER', agencyId: '0193c5a0-0000-7000-8000-00000000a9e1' };

/** What a reintegration plan rests on (I-80): needs that were assessed, in the assessment that `caseIn` has approved, and consent. */
export const needs: Given = assessmentFact('NeedsAssessed', {
  assessmentId: '0193c5a0-0000-7000-8000-0000000a5501',
  needs: [{ service: 'EDUCATION', urgency: 'NORMAL' }],
});
export const consent: Given = consentTo({ consentId: CONSENT, scope: 'REINTEGRATION' });

type Reached = Exclude<CaseState, 'SCREENED_OUT' | 'TRANSFERRED'>;
export const readyIn = (status: Reached): Given[] => [...caseIn(status), needs, consent];

export const agreed = (more: Partial<Plan> = {}): Given => ({ ...reintegrationFact('ReintegrationPlanAgreed', plan(more)), metadata: { actor: officer } });
export const approved: Given = reintegrationFact('ReintegrationPlanApproved', { planId: PLAN });
export const started: Given = reintegrationFact('ReintegrationTrackStarted', { trackId: TRACK });
export const completed: Given = reintegrationFact('ReintegrationTrackCompleted', { trackId: TRACK });

/** A case in assistance in which a track of this kind was agreed, approved and started. */
export const underWay = (more: Partial<Track> = {}): Given[] => [...readyIn('IN_ASSISTANCE'), agreed({ tracks: [track(more)] }), approved, started];

export const caseWith = (...facts: readonly Given[]) => given(caseAggregate, facts);
