import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { isRejection } from '../../rejection.ts';
import { caseIsOpen } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { reintegrationEvents, reintegrationFact } from './events.ts';
import { trackIn } from './guards.ts';

/** Support came to its end. With the last item or track that was open, follow-up begins (domain.md 2.5). */
export const completeTrack = commandOn(caseAggregate)({
  name: 'CompleteTrack',
  roles: ['REINTEGRATION_OFFICER'],
  fields: reintegrationEvents.ReintegrationTrackCompleted.fields,
  rules: [],
  summary: { fr: 'Terminer un volet de réintégration', en: 'Complete a reintegration track' },
  example: { trackId: '0193c5a0-0000-7000-8000-00000000ac01' },
  decide: ({ body, state }) => {
    const track = trackIn(state.reintegration, body.trackId, ['STARTED']);
    const refusal = caseIsOpen(state) ?? (isRejection(track) ? track : undefined);
    return refusal ?? accept(reintegrationFact('ReintegrationTrackCompleted', body));
  },
});
