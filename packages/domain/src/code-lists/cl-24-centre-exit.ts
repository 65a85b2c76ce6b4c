import { codeList, type CodeOf } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

export const centreExit = codeList({
  id: 'CL-24',
  name: 'centre-exit',
  version: 1,
  class: 'statistic',
  title: { fr: 'Motifs de sortie du centre', en: 'Reasons for leaving the centre' },
  source: 'Amana',
  codes: {
    FAMILY_REUNIFIED: { fr: 'Réunification familiale', en: 'Reunified with family' },
    RETURNED_TO_ORIGIN: { fr: 'Retour au pays ou au lieu d’origine', en: 'Returned to place of origin' },
    TRANSFERRED_CENTRE: { fr: 'Transfert vers un autre centre', en: 'Transferred to another centre' },
    ALTERNATIVE_CARE: { fr: 'Prise en charge alternative', en: 'Alternative care' },
    OWN_CHOICE: { fr: 'Départ volontaire', en: 'Left by own choice' },
    ABSCONDED: { fr: 'Parti sans prévenir', en: 'Left without notice' },
    HOSPITALISED: { fr: 'Hospitalisation', en: 'In hospital' },
    ARRESTED: { fr: 'Arrestation', en: 'Arrested' },
    DIED: { fr: 'Décès', en: 'Died' },
    END_OF_NEED: { fr: 'Fin du besoin', en: 'No longer needed' },
    ...technicalValues,
  },
});

export type CentreExit = CodeOf<typeof centreExit>;
