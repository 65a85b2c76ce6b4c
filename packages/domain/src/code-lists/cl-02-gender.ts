import { codeList, type CodeOf } from './code-list.ts';
import { htcdsCodes, htcdsSource } from './htcds-codes.ts';

/** Optional, with restricted access. The standard’s `NonSpecifiedUnknown` stands for the technical values. */
export const gender = codeList({
  id: 'CL-02',
  name: 'gender',
  version: 1,
  class: 'statistic',
  title: { fr: 'Genre', en: 'Gender' },
  source: htcdsSource('prs_Gender'),
  codes: {
    ...htcdsCodes('prs_Gender', {
      Feminine: { fr: 'Féminin' },
      Masculine: { fr: 'Masculin' },
      TransgenderFeminine: { fr: 'Femme trans' },
      TransgenderMasculine: { fr: 'Homme trans' },
      NonConforming: { fr: 'Non conforme' },
      NonSpecifiedUnknown: { fr: 'Non précisé ou inconnu' },
    }),
  },
});

export type Gender = CodeOf<typeof gender>;
