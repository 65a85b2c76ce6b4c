import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { caseAggregate } from '../state.ts';
import { assessmentEvents, assessmentFact } from './events.ts';
import { takesPart } from './guards.ts';

/** What the person needs, and how soon; the newest one of an assessment holds. */
export const assessNeeds = commandOn(caseAggregate)({
  name: 'AssessNeeds',
  roles: ['CASEWORKER'],
  fields: assessmentEvents.NeedsAssessed.fields,
  rules: ['I-31'],
  capabilities: ['CAP-06'],
  summary: { fr: 'Évaluer les besoins', en: 'Assess the needs' },
  example: {
    assessmentId: '0193c5a0-0000-7000-8000-0000000a5501',
    needs: [{ service: 'EDUCATION', urgency: 'NORMAL' }],
    medicalUrgent: false,
  },
  decide: ({ body, state }) => takesPart(state, body.assessmentId) ?? accept(assessmentFact('NeedsAssessed', body), { rules: ['I-31'] }),
});
