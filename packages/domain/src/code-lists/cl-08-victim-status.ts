import { codeList, type CodeOf } from './code-list.ts';
import { htcdsCodes, htcdsSource } from './htcds-codes.ts';

/** A determination, so no technical values: before it the status is undetermined. */
export const victimStatus = codeList({
  id: 'CL-08',
  name: 'victim-status',
  version: 1,
  class: 'statistic',
  title: { fr: 'Statut de victime', en: 'Victim status' },
  source: htcdsSource('vic_TraffickingStatus'),
  codes: {
    ...htcdsCodes('vic_TraffickingStatus', {
      PossibleVictimOfTrafficking: { fr: 'Victime potentielle de traite' },
      ActualVictimOfTrafficking: { fr: 'Victime de traite confirmée' },
      NotAVictimOfTrafficking: { fr: 'Non victime de traite' },
    }),
  },
});

export type VictimStatus = CodeOf<typeof victimStatus>;
