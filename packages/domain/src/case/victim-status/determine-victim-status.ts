import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { reject, type Rejection } from '../../rejection.ts';
import { caseNotEnded } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { victimStatusEvents, victimStatusFact } from './events.ts';

/** I-42: whoever decides anew knows the decision that stands, and says so; two that decide at once do not overrule each other unseen. */
function followsTheOneThatStands(standing: string | undefined, supersedes: string | undefined): Rejection | undefined {
  if (standing === supersedes) return undefined;
  if (standing === undefined) return reject('UNKNOWN_REFERENCE', {}, ['/supersedes']);
  return reject('STATUS_DETERMINED_BEFORE', { eventId: standing }, ['/supersedes']);
}

/**
 * Decides whether the person is a victim of trafficking; also before the case is opened, since first responders do. A later
 * decision is another event that names the one it supersedes, and never deletes it (I-42).
 */
export const determineVictimStatus = commandOn(caseAggregate)({
  name: 'DetermineVictimStatus',
  roles: ['NATIONAL_COORD', 'SUPERVISOR', 'FIRST_RESPONDER', 'JUSTICE_LIAISON'],
  fields: victimStatusEvents.VictimStatusDetermined.fields,
  rules: ['I-41', 'I-42'],
  capabilities: ['CAP-34'],
  summary: { fr: 'Déterminer le statut de victime', en: 'Determine the victim status' },
  example: {
    status: 'PossibleVictimOfTrafficking',
    decidedBy: 'NonPoliceGovernmentalOrganization',
    grounds: { text: 'Motifs fictifs', lang: 'fra' },
  },
  decide: ({ body, frame, state, actor }) => {
    const undated = body.status === 'ActualVictimOfTrafficking' && frame.occurredAt.precision === 'unknown';
    const tooFar = actor.role === 'FIRST_RESPONDER' && body.status !== 'PossibleVictimOfTrafficking';
    return (
      firstRefusal(
        caseNotEnded(state),
        tooFar ? reject('ONLY_POSSIBLE_VICTIM', {}, ['/status']) : undefined,
        undated ? reject('DECISION_DATE_NEEDED', {}, ['/occurredAt']) : undefined,
        followsTheOneThatStands(state.victimStatus.eventId, body.supersedes),
      ) ?? accept(victimStatusFact('VictimStatusDetermined', body), { rules: ['I-41', 'I-42'] })
    );
  },
});
