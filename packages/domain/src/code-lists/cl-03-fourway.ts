import type { Sex } from './cl-01-sex.ts';
import type { Minority } from './cl-03-minority.ts';
import { codeList, type CodeOf } from './code-list.ts';

/** Derived, never stored. Has its own `UNK`, so no technical values. */
export const fourway = codeList({
  id: 'CL-03-fourway',
  name: 'fourway',
  version: 1,
  class: 'statistic',
  title: { fr: 'Femmes, hommes, filles, garçons', en: 'Women, men, girls, boys' },
  source: 'COMPASS reporting',
  codes: {
    WOMAN: { fr: 'Femme', en: 'Woman' },
    MAN: { fr: 'Homme', en: 'Man' },
    GIRL: { fr: 'Fille', en: 'Girl' },
    BOY: { fr: 'Garçon', en: 'Boy' },
    UNK: { fr: 'Sexe ou âge inconnu', en: 'Unknown sex or age' },
  },
});

export type Fourway = CodeOf<typeof fourway>;

/** `X` and `U` are `UNK`, since the scheme has no other place for them. */
export function fourwayOf(sex: Sex, minority: Minority): Fourway {
  if (minority === 'UNK') return 'UNK';
  if (sex === 'F') return minority === 'ADULT' ? 'WOMAN' : 'GIRL';
  if (sex === 'M') return minority === 'ADULT' ? 'MAN' : 'BOY';
  return 'UNK';
}
