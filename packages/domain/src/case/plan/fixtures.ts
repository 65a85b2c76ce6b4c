import { assessmentFact } from '../assessment/events.ts';
import type { ServiceType } from '../../code-lists/cl-20-service-type.ts';
import { caseIn, consentTo } from '../../testing/case-facts.ts';
import { AGENCY } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { planFact } from './events.ts';
import type { AgreedBy } from './state.ts';

export const PLAN = '0193c5a0-0000-7000-8000-000000091a01';
export const OBJECTIVE = '0193c5a0-0000-7000-8000-000000000b01';
export const ITEM = '0193c5a0-0000-7000-8000-0000000017e1';
export const ASSESSMENT = '0193c5a0-0000-7000-8000-0000000a5501';
export const CONSENT = '0193c5a0-0000-7000-8000-0000000c0501';

export const consented: Given = consentTo({ consentId: CONSENT, scope: 'CASE_MANAGEMENT' });

export const needsAssessed = (services: readonly ServiceType[], assessmentId = ASSESSMENT): Given =>
  assessmentFact('NeedsAssessed', { assessmentId, needs: services.map((service) => ({ service, urgency: 'NORMAL' as const })) });
export const assessmentApproved = (assessmentId = ASSESSMENT): Given => assessmentFact('AssessmentApproved', { assessmentId });

/** Assessed, with a need for education and medical care, and consent to the case management. */
export const assessedCase: readonly Given[] = [
  ...caseIn('IN_ASSESSMENT'),
  consented,
  needsAssessed(['EDUCATION', 'MEDICAL']),
  assessmentApproved(),
];

export const objective = {
  objectiveId: OBJECTIVE,
  needCode: 'EDUCATION' as const,
  goal: { text: 'Objectif fictif', lang: 'fra' },
  supportType: 'Education' as const,
  targetDate: '2022-10-01',
};
export const item = {
  planId: PLAN,
  itemId: ITEM,
  objectiveId: OBJECTIVE,
  service: 'EDUCATION' as const,
  providerAgencyId: AGENCY,
  dueDate: '2022-10-01',
};

export const drafted: Given = planFact('CasePlanDrafted', { planId: PLAN, objectives: [objective] });
export const itemAdded: Given = planFact('CasePlanItemAdded', item);
export const agreed = (by: AgreedBy, refusedItems: string[] = []): Given =>
  planFact('CasePlanAgreedByPerson', { planId: PLAN, by, refusedItems });
export const approved: Given = planFact('CasePlanApproved', { planId: PLAN });

/** A case with an approved plan of one open item, to which an adult agreed. */
export const plannedCase: readonly Given[] = [...assessedCase, drafted, itemAdded, agreed('PERSON'), approved];
