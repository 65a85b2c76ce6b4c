import { codeList, type CodeOf } from './code-list.ts';

/** Of all ages: `M` is a man or a boy. Has its own `U`, so no technical values. */
export const sex = codeList({
  id: 'CL-01',
  name: 'sex',
  version: 1,
  class: 'statistic',
  title: { fr: 'Sexe', en: 'Sex' },
  source: 'Amana; not part of HTCDS',
  codes: {
    M: { fr: 'Masculin', en: 'Male' },
    F: { fr: 'Féminin', en: 'Female' },
    X: { fr: 'Autre', en: 'Other' },
    U: { fr: 'Inconnu', en: 'Unknown' },
  },
});

export type Sex = CodeOf<typeof sex>;
