import { codeList, type CodeOf } from './code-list.ts';

export const traineeProfile = codeList({
  id: 'CL-68',
  name: 'trainee-profile',
  version: 1,
  class: 'clear',
  title: { fr: 'Profils des participants', en: 'Trainee profiles' },
  source: 'Amana',
  codes: {
    SOCIAL_WORKER: { fr: 'Travailleur social', en: 'Social worker' },
    POLICE_BORDER: { fr: 'Police et police aux frontières', en: 'Police and border force' },
    JUDICIARY: { fr: 'Magistrature', en: 'Judiciary' },
    NGO: { fr: 'ONG', en: 'NGO' },
    UN_AGENCY: { fr: 'Agence des Nations Unies', en: 'UN agency' },
    HEALTH: { fr: 'Santé', en: 'Health' },
    EDUCATION: { fr: 'Éducation', en: 'Education' },
    COMMUNITY_LEADER: { fr: 'Leader communautaire', en: 'Community leader' },
    MEDIA: { fr: 'Médias', en: 'Media' },
    GOVERNMENT: { fr: 'Administration publique', en: 'Government' },
  },
});

export type TraineeProfile = CodeOf<typeof traineeProfile>;
