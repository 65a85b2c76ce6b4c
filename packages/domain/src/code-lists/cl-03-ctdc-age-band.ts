import { ageBandOf } from './age-band.ts';
import { codeList, type CodeOf } from './code-list.ts';

/** Derived, never stored. Has its own `UNK`, so no technical values. */
export const ctdcAgeBand = codeList({
  id: 'CL-03-ctdc',
  name: 'ctdc-age-band',
  version: 1,
  class: 'statistic',
  title: { fr: 'Tranches d’âge CTDC', en: 'CTDC age bands' },
  source: 'Counter-Trafficking Data Collaborative',
  codes: {
    '0--8': { fr: '0–8 ans', en: '0–8 years', fromYears: 0, ctdc: '0--8' },
    '9--17': { fr: '9–17 ans', en: '9–17 years', fromYears: 9, ctdc: '9--17' },
    '18--20': { fr: '18–20 ans', en: '18–20 years', fromYears: 18, ctdc: '18--20' },
    '21--23': { fr: '21–23 ans', en: '21–23 years', fromYears: 21, ctdc: '21--23' },
    '24--26': { fr: '24–26 ans', en: '24–26 years', fromYears: 24, ctdc: '24--26' },
    '27--29': { fr: '27–29 ans', en: '27–29 years', fromYears: 27, ctdc: '27--29' },
    '30--38': { fr: '30–38 ans', en: '30–38 years', fromYears: 30, ctdc: '30--38' },
    '39--47': { fr: '39–47 ans', en: '39–47 years', fromYears: 39, ctdc: '39--47' },
    '48+': { fr: '48 ans et plus', en: '48 years and over', fromYears: 48, ctdc: '48+' },
    UNK: { fr: 'Âge inconnu', en: 'Unknown age' },
  },
});

export type CtdcAgeBand = CodeOf<typeof ctdcAgeBand>;

export const ctdcAgeBandOf = (ageYears: number | undefined): CtdcAgeBand => ageBandOf(ctdcAgeBand, ageYears);
