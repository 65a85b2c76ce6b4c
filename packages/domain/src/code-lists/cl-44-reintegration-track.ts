import { codeList, type CodeOf } from './code-list.ts';

/** `beneficiaries`: whom a form offers for the track. */
export const reintegrationTrack = codeList({
  id: 'CL-44',
  name: 'reintegration-track',
  version: 1,
  class: 'clear',
  title: { fr: 'Volets de réintégration', en: 'Reintegration tracks' },
  source: 'Amana, after the two tracks of assistance in Zinder',
  codes: {
    HOUSEHOLD_LIVELIHOOD: { fr: 'Activité économique du ménage', en: 'Livelihood of the household', beneficiaries: ['HOUSEHOLD'] },
    CHILD_EDUCATION: { fr: 'Scolarité de l’enfant', en: 'Education of the child', beneficiaries: ['CHILD'] },
    INDIVIDUAL_LIVELIHOOD: { fr: 'Activité économique individuelle', en: 'Individual livelihood', beneficiaries: ['PERSON'] },
    HOUSING: { fr: 'Logement', en: 'Housing', beneficiaries: ['PERSON', 'HOUSEHOLD'] },
    COMMUNITY: { fr: 'Appui communautaire', en: 'Community support', beneficiaries: ['HOUSEHOLD', 'CHILD', 'PERSON'] },
  },
});

export type ReintegrationTrack = CodeOf<typeof reintegrationTrack>;
