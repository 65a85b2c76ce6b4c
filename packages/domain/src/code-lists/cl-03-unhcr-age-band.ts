import { ageBandOf } from './age-band.ts';
import { codeList, type CodeOf } from './code-list.ts';

/** Derived, never stored. Has its own `UNK`, so no technical values. */
export const unhcrAgeBand = codeList({
  id: 'CL-03-unhcr',
  name: 'unhcr-age-band',
  version: 1,
  class: 'statistic',
  title: { fr: 'Tranches d’âge du HCR', en: 'UNHCR age bands' },
  source: 'UNHCR, as set in Primero',
  codes: {
    '0-4': { fr: '0–4 ans', en: '0–4 years', fromYears: 0 },
    '5-11': { fr: '5–11 ans', en: '5–11 years', fromYears: 5 },
    '12-17': { fr: '12–17 ans', en: '12–17 years', fromYears: 12 },
    '18-59': { fr: '18–59 ans', en: '18–59 years', fromYears: 18 },
    '60+': { fr: '60 ans et plus', en: '60 years and over', fromYears: 60 },
    UNK: { fr: 'Âge inconnu', en: 'Unknown age' },
  },
});

export type UnhcrAgeBand = CodeOf<typeof unhcrAgeBand>;

export const unhcrAgeBandOf = (ageYears: number | undefined): UnhcrAgeBand => ageBandOf(unhcrAgeBand, ageYears);
