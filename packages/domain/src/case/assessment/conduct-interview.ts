import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import type { Written } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isChildAt } from '../../person/age.ts';
import { reject } from '../../rejection.ts';
import { caseIsIn, caseIsOpen, consentsFor, hasConsent, isNewId, personOf, registered } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { assessmentEvents, assessmentFact } from './events.ts';

type Interview = Written<typeof assessmentEvents.InterviewConducted.fields>;

/** I-30: a child is not heard alone, unless it is safer so and the record says why. */
const childIsAccompanied = ({ presentRoles, safetyReason }: Interview): boolean =>
  safetyReason !== undefined || presentRoles.includes('GUARDIAN') || presentRoles.includes('SECOND_ADULT');

/** An interview that was held, under a consent that was in force on its day (I-20). The first one begins the assessment. */
export const conductInterview = commandOn(caseAggregate)({
  name: 'ConductInterview',
  roles: ['CASEWORKER'],
  fields: assessmentEvents.InterviewConducted.fields,
  rules: ['I-20', 'I-30'],
  capabilities: ['CAP-05', 'CAP-50'],
  summary: { fr: 'Enregistrer un entretien', en: 'Record an interview' },
  example: {
    interviewId: '0193c5a0-0000-7000-8000-00000001fe01',
    durationMin: 45,
    mode: 'IN_PERSON',
    interpreterUsed: true,
    presentRoles: ['PERSON', 'INTERVIEWER', 'INTERPRETER', 'SECOND_ADULT'],
    tool: 'INTAKE',
    summary: { text: 'Résumé fictif', lang: 'fra' },
  },
  context: ({ state }) => ({ person: personOf(state, 'statistic') }),
  decide: ({ body, frame, state, context, now }) => {
    const consents = consentsFor(state, 'INTERVIEW', { frame, now });
    const consentIds = consents.map(({ consentId }) => consentId);
    const alone = isChildAt(context.person, frame.occurredAt, now) && !childIsAccompanied(body);
    return (
      firstRefusal(
        caseIsOpen(state),
        caseIsIn(state, ...registered),
        isNewId(state.assessment.interviewIds.includes(body.interviewId), '/interviewId'),
        hasConsent(consents, 'INTERVIEW'),
        alone ? reject('SECOND_ADULT_NEEDED', {}, ['/presentRoles', '/safetyReason']) : undefined,
      ) ?? accept(assessmentFact('InterviewConducted', body), { rules: ['I-20', 'I-30'], consentIds })
    );
  },
});
