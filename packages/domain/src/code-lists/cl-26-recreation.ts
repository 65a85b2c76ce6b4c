import { codeList, type CodeOf } from './code-list.ts';

export const recreation = codeList({
  id: 'CL-26',
  name: 'recreation',
  version: 1,
  class: 'clear',
  title: { fr: 'Activités récréatives', en: 'Recreation activities' },
  source: 'IOM, centre for child victims in Zinder',
  codes: {
    READING: { fr: 'Lecture', en: 'Reading' },
    GAMES: { fr: 'Jeux', en: 'Games' },
    SPORT: { fr: 'Sport', en: 'Sport' },
    ARTS: { fr: 'Arts', en: 'Arts' },
    OUTING: { fr: 'Sortie', en: 'Outing' },
    OTHER: { fr: 'Autre', en: 'Other' },
  },
});

export type Recreation = CodeOf<typeof recreation>;
