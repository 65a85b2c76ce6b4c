import { codeList, type CodeOf } from './code-list.ts';

/** The agency’s own reason to open the procedure, so no technical values. */
export const bestInterestsTrigger = codeList({
  id: 'CL-34',
  name: 'best-interests-trigger',
  version: 1,
  class: 'statistic',
  title: { fr: 'Motifs d’une procédure d’intérêt supérieur', en: 'Triggers of a best-interests procedure' },
  source: 'UNHCR Best Interests Procedure; the last two are ours',
  codes: {
    UASC_DURABLE_SOLUTION: {
      fr: 'Solution durable pour un enfant séparé ou non accompagné',
      en: 'Durable solution for a separated or unaccompanied child',
    },
    TEMPORARY_CARE_EXCEPTIONAL: {
      fr: 'Placement temporaire dans une situation exceptionnelle',
      en: 'Temporary care in an exceptional situation',
    },
    SEPARATION_FROM_PARENTS_AGAINST_WISH: {
      fr: 'Séparation des parents contre leur gré',
      en: 'Separation from parents against their wish',
    },
    RETURN_DECISION: { fr: 'Décision de retour', en: 'Return decision' },
    CUSTODY_DISPUTE: { fr: 'Désaccord sur la garde', en: 'Custody dispute' },
  },
});

export type BestInterestsTrigger = CodeOf<typeof bestInterestsTrigger>;
