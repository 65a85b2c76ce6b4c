import { agencyOf } from '../../agency/agency-of.ts';
import { holdsMandate } from '../../agency/state.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { known } from '../../mark.ts';
import { reject } from '../../rejection.ts';
import { caseIsIn, personWasInformed } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { identificationEvents, identificationFact } from './events.ts';
import { onlyCase, otherOpenCases } from './open-cases-of-person.ts';

/** The agency takes the case on: after a screening that found something, or at once for an urgent need. */
export const openCase = commandOn(caseAggregate)({
  name: 'OpenCase',
  roles: ['CASEWORKER', 'SUPERVISOR'],
  fields: identificationEvents.CaseOpened.fields,
  opens: ['statistic'],
  rules: ['I-02', 'I-04', 'I-05'],
  capabilities: ['CAP-42'],
  summary: { fr: 'Ouvrir le dossier', en: 'Open the case' },
  example: { caseNumber: 'ZR-2022-0001', ownerUserId: 'user-caseworker-1', intakeForm: 'FULL' },
  context: (input) => ({ agency: agencyOf(input.actor.agencyId), openCases: otherOpenCases(input) }),
  decide: ({ body, frame, state, context, actor }) => {
    const { screening, country, caseNumber } = state.identification;
    const urgent = (frame.legalBasis ?? []).includes('VITAL_INTERESTS');
    const only = onlyCase(context.openCases);
    return (
      firstRefusal(
        actor.agencyId === state.stream.controller ? undefined : reject('NO_MANDATE'),
        caseNumber === undefined ? undefined : reject('STREAM_EXISTS'),
        caseIsIn(state, 'IDENTIFIED', 'IN_ASSESSMENT'),
        screening !== undefined || urgent ? undefined : reject('SCREENING_NEEDED'),
        personWasInformed(state, frame),
        holdsMandate(context.agency, known(country)) ? undefined : reject('NO_MANDATE'),
        only.refusal,
      ) ?? accept(identificationFact('CaseOpened', body), { rules: ['I-02', only.rule, 'I-05'] })
    );
  },
});
