import { centreOf } from '../../centre/centre-of.ts';
import { centreOccupancyOf } from '../../centre/centre-queries.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isChildAt } from '../../person/age.ts';
import { reject } from '../../rejection.ts';
import { caseIsOpen, hasGuardian, overrideIsSupervisors, personIsRegistered, personOf } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { bedFor } from './bed.ts';
import { stayEvents, stayFact } from './events.ts';

/** A bed in a centre of the agency. A full centre admits by a supervisor's override only (I-50). */
export const admitToCentre = commandOn(caseAggregate)({
  name: 'AdmitToCentre',
  roles: ['CENTRE_MANAGER', 'SUPERVISOR'],
  fields: stayEvents.AdmittedToCentre.fields,
  rules: ['I-06', 'I-50', 'I-51'],
  capabilities: ['CAP-04', 'CAP-14'],
  summary: { fr: 'Admettre dans un centre', en: 'Admit to a centre' },
  example: { centreId: '0193c5a0-0000-7000-8000-0000000ce741', unit: 'GIRLS-1', separateMinorUnit: true },
  context: ({ body, state }) => ({
    centre: centreOf(body.centreId),
    person: personOf(state, 'statistic'),
    occupancy: centreOccupancyOf({ centreId: body.centreId }),
  }),
  decide: ({ body, frame, state, actor, context, now }) => {
    const { centre, occupancy } = context;
    if (centre === undefined) return reject('UNKNOWN_REFERENCE', {}, ['/centreId']);
    const child = isChildAt(context.person, frame.occurredAt, now);
    const alone = child && !hasGuardian(state, { frame, now });
    const bed = bedFor({ occupancy, centre: centre.profile, child }, body.overrideReason !== undefined);
    return (
      firstRefusal(
        caseIsOpen(state),
        personIsRegistered(state),
        state.stay.status === 'IN_CENTRE' ? reject('ALREADY_IN_CENTRE') : undefined,
        alone && !body.separateMinorUnit ? reject('SEPARATE_UNIT_NEEDED', {}, ['/separateMinorUnit']) : undefined,
        overrideIsSupervisors(actor, body.overrideReason),
        bed.refusal,
      ) ?? accept(stayFact('AdmittedToCentre', body), { rules: ['I-06', bed.rule, 'I-51'] })
    );
  },
});
