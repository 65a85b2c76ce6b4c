import { caseIn } from '../../testing/case-facts.ts';
import { CASEWORKER } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { assessmentFact } from './events.ts';

export const ASSESSMENT = '0193c5a0-0000-7000-8000-0000000a5501';

export const vulnerability = {
  assessmentId: ASSESSMENT,
  version: 1,
  level: 'INDIVIDUAL' as const,
  factors: [{ code: 'AGE' as const, polarity: 'RISK' as const }],
};
export const needs = { assessmentId: ASSESSMENT, needs: [{ service: 'EDUCATION' as const, urgency: 'NORMAL' as const }] };

const one = { assessmentId: ASSESSMENT };
const text = { text: 'Précisez les besoins', lang: 'fra' };
const draft: readonly Given[] = [assessmentFact('VulnerabilityAssessed', vulnerability), assessmentFact('NeedsAssessed', needs)];
/** By the caseworker by whom tests act, unless they say otherwise. */
const submitted: Given = {
  ...assessmentFact('AssessmentSubmitted', one),
  metadata: { actor: { userId: CASEWORKER, role: 'CASEWORKER', agencyId: 'any' } },
};

const ways = {
  DRAFT: draft,
  SUBMITTED: [...draft, submitted],
  RETURNED: [...draft, submitted, assessmentFact('AssessmentReturned', { ...one, comment: text })],
  APPROVED: [...draft, submitted, assessmentFact('AssessmentApproved', one)],
} as const;

/** A case with one interview and one complete assessment, in this state. */
export const assessmentIn = (status: keyof typeof ways): Given[] => [...caseIn('IN_ASSESSMENT'), ...ways[status]];
