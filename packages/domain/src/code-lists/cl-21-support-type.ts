import { codeList, type CodeOf } from './code-list.ts';
import { htcdsCodes, htcdsSource } from './htcds-codes.ts';

export const supportType = codeList({
  id: 'CL-21',
  name: 'support-type',
  version: 1,
  class: 'clear',
  title: { fr: 'Types d’appui (HTCDS)', en: 'Support types (HTCDS)' },
  source: htcdsSource('spl_Type'),
  codes: {
    ...htcdsCodes('spl_Type', {
      Education: { fr: 'Éducation' },
      Financial: { fr: 'Appui financier' },
      Health: { fr: 'Santé' },
      LabourExploitationRehabilitation: { fr: 'Réadaptation après exploitation par le travail' },
      Legal: { fr: 'Appui juridique' },
      Livelihood: { fr: 'Moyens de subsistance' },
      RightsBasedTraining: { fr: 'Formation fondée sur les droits' },
      SexualExploitationRehabilitation: { fr: 'Réadaptation après exploitation sexuelle' },
      SocialCare: { fr: 'Aide sociale' },
    }),
  },
});

export type SupportType = CodeOf<typeof supportType>;
