import { technicalValues } from '../../code-lists/technical-values.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isChildAt } from '../../person/age.ts';
import { reject } from '../../rejection.ts';
import { caseIsIn, personOf } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { identificationEvents, identificationFact } from './events.ts';

/** Something was found: that it is not known, was not asked or was not told is no finding. */
const found = (codes: readonly string[]): boolean => codes.some((code) => !(code in technicalValues));

/** Which of act, means and purpose were found (I-03); for a child no means is asked, and an unknown age is a child's. */
export const completeScreening = commandOn(caseAggregate)({
  name: 'CompleteScreening',
  roles: ['FIRST_RESPONDER', 'CASEWORKER'],
  fields: identificationEvents.ScreeningCompleted.fields,
  rules: ['I-03'],
  capabilities: ['CAP-02'],
  summary: { fr: 'Terminer le dépistage', en: 'Complete the screening' },
  example: { toolCode: 'BORDER_CHECKLIST', acts: ['TRANSPORTATION'], means: ['FalsePromises'], purposes: ['ForcedBegging'], outcome: 'INDICATORS_FOUND', nextStep: 'OPEN_CASE' },
  context: ({ state }) => ({ person: personOf(state, 'statistic') }),
  decide: ({ body, frame, state, context, now }) => {
    const child = isChildAt(context.person, frame.occurredAt, now);
    const needed = child ? (['acts', 'purposes'] as const) : (['acts', 'means', 'purposes'] as const);
    const missing = body.outcome === 'INDICATORS_FOUND' ? needed.filter((name) => !found(body[name])).map((name) => `/${name}`) : [];
    return (
      firstRefusal(
        caseIsIn(state, 'IDENTIFIED'),
        missing.length === 0 ? undefined : reject('ACT_AND_PURPOSE_NEEDED', {}, missing),
      ) ?? accept(identificationFact('ScreeningCompleted', body), { rules: ['I-03'] })
    );
  },
});
