import { ageBandOf } from './age-band.ts';
import { codeList, type CodeOf } from './code-list.ts';

/** Derived, never stored. Has its own `UNK`, so no technical values. */
export const primeroAgeBand = codeList({
  id: 'CL-03-primero',
  name: 'primero-age-band',
  version: 1,
  class: 'statistic',
  title: { fr: 'Tranches d’âge Primero', en: 'Primero age bands' },
  source: 'Primero system settings',
  codes: {
    '0-5': { fr: '0–5 ans', en: '0–5 years', fromYears: 0 },
    '6-11': { fr: '6–11 ans', en: '6–11 years', fromYears: 6 },
    '12-17': { fr: '12–17 ans', en: '12–17 years', fromYears: 12 },
    '18+': { fr: '18 ans et plus', en: '18 years and over', fromYears: 18 },
    UNK: { fr: 'Âge inconnu', en: 'Unknown age' },
  },
});

export type PrimeroAgeBand = CodeOf<typeof primeroAgeBand>;

export const primeroAgeBandOf = (ageYears: number | undefined): PrimeroAgeBand => ageBandOf(primeroAgeBand, ageYears);
