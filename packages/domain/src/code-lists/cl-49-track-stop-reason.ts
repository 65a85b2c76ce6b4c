import { codeList, type CodeOf } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

export const trackStopReason = codeList({
  id: 'CL-49',
  name: 'track-stop-reason',
  version: 1,
  class: 'statistic',
  title: { fr: 'Motifs d’arrêt d’un volet', en: 'Reasons to stop a track' },
  source: 'Amana',
  codes: {
    REMIGRATED: { fr: 'Remigration', en: 'Re-migrated' },
    UNREACHABLE: { fr: 'Personne injoignable', en: 'Cannot be reached' },
    WITHDREW: { fr: 'Arrêt choisi par la personne', en: 'Withdrew' },
    INELIGIBLE: { fr: 'N’est plus éligible', en: 'No longer eligible' },
    FUNDS_ENDED: { fr: 'Fin des fonds', en: 'Funds ended' },
    BUSINESS_FAILED: { fr: 'Échec de l’activité', en: 'Business failed' },
    SCHOOL_DROPOUT: { fr: 'Abandon scolaire', en: 'Dropped out of school' },
    INSECURITY: { fr: 'Insécurité', en: 'Insecurity' },
    DIED: { fr: 'Décès', en: 'Died' },
    RETRAFFICKED: { fr: 'Nouvelle traite', en: 'Trafficked again' },
    ...technicalValues,
  },
});

export type TrackStopReason = CodeOf<typeof trackStopReason>;
