/** What a form could not learn about a person. Every list of class `statistic` has them, unless it says why not. */
export const technicalValues = {
  UNKNOWN: { fr: 'Inconnu', en: 'Unknown' },
  NOT_ASKED: { fr: 'Non demandé', en: 'Not asked' },
  REFUSED: { fr: 'Refus de répondre', en: 'Refused to answer' },
};

export type TechnicalValue = keyof typeof technicalValues;
