/** Texts for what the domain's own refinements find wrong with a field. */
export const fieldTexts = {
  IMPOSSIBLE_DATE: {
    fr: 'Cette date n’existe pas au calendrier, ou n’a pas la précision annoncée (instant : UTC avec Z ; day : AAAA-MM-JJ ; month : AAAA-MM ; year : AAAA ; unknown : vide).',
    en: 'This date is not in the calendar, or has not the precision it claims (instant: UTC with Z; day: YYYY-MM-DD; month: YYYY-MM; year: YYYY; unknown: empty).',
  },
  UNKNOWN_ZONE: { fr: 'Fuseau horaire IANA inconnu (exemple : Africa/Niamey).', en: 'Unknown IANA time zone (example: Africa/Niamey).' },
  LOWER_CASE: { fr: 'Écrivez l’identifiant en minuscules.', en: 'Write the id in lower case.' },
  DAY_EXPECTED: { fr: 'Donnez un jour, un mois ou une année, sans heure.', en: 'Give a day, a month or a year, without a time.' },
} as const;
