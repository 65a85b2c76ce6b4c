import { ageBandOf } from './age-band.ts';
import { codeList, type CodeOf } from './code-list.ts';

/** Derived, never stored. Has its own `UNK`, so no technical values. */
export const minority = codeList({
  id: 'CL-03-minority',
  name: 'minority',
  version: 1,
  class: 'statistic',
  title: { fr: 'Minorité', en: 'Minority' },
  source: 'COMPASS reporting',
  codes: {
    CHILD: { fr: 'Enfant (0–17 ans)', en: 'Child (0–17 years)', fromYears: 0 },
    ADULT: { fr: 'Adulte (18 ans et plus)', en: 'Adult (18 years and over)', fromYears: 18 },
    UNK: { fr: 'Âge inconnu', en: 'Unknown age' },
  },
});

export type Minority = CodeOf<typeof minority>;

export const minorityOf = (ageYears: number | undefined): Minority => ageBandOf(minority, ageYears);
