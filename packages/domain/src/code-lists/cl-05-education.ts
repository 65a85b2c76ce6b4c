import { codeList, type CodeOf } from './code-list.ts';
import { htcdsCodes, htcdsSource } from './htcds-codes.ts';
import { technicalValues } from './technical-values.ts';

export const education = codeList({
  id: 'CL-05-education',
  name: 'education',
  version: 1,
  class: 'statistic',
  title: { fr: 'Niveau d’instruction', en: 'Highest level of education' },
  source: htcdsSource('prs_HighestLevelOfEducation'),
  codes: {
    ...htcdsCodes('prs_HighestLevelOfEducation', {
      EarlyChildhoodEducation: { fr: 'Éducation de la petite enfance' },
      PrimaryEducation: { fr: 'Enseignement primaire' },
      LowerSecondaryEducation: { fr: 'Premier cycle du secondaire' },
      UpperSecondaryEducation: { fr: 'Deuxième cycle du secondaire' },
      PostSecondaryNonTertiaryEducation: { fr: 'Post-secondaire non supérieur' },
      ShortCycleTertiaryEducation: { fr: 'Supérieur de cycle court' },
      BachelorsOrEquivalentLevel: { fr: 'Licence ou équivalent' },
      MastersOrEquivalentLevel: { fr: 'Master ou équivalent' },
      DoctoralOrEquivalentLevel: { fr: 'Doctorat ou équivalent' },
    }),
    NONE: { fr: 'Aucune instruction', en: 'None' },
    QURANIC: { fr: 'École coranique', en: 'Quranic school' },
    ...technicalValues,
  },
});

export type Education = CodeOf<typeof education>;
