import { codeList, type CodeOf } from './code-list.ts';

/** A decision of the agency, so no technical values. */
export const reopeningReason = codeList({
  id: 'CL-53b',
  name: 'reopening-reason',
  version: 1,
  class: 'statistic',
  title: { fr: 'Motifs de réouverture', en: 'Reopening reasons' },
  source: 'Amana',
  codes: {
    NEW_NEED: { fr: 'Nouveau besoin', en: 'New need' },
    RE_TRAFFICKED: { fr: 'Nouvelle traite', en: 'Trafficked again' },
    NEW_INFORMATION: { fr: 'Nouvelle information', en: 'New information' },
    FOLLOW_UP_RISK: { fr: 'Risque constaté au suivi', en: 'Risk found at follow-up' },
    CLOSED_IN_ERROR: { fr: 'Clos par erreur', en: 'Closed in error' },
  },
});

export type ReopeningReason = CodeOf<typeof reopeningReason>;
