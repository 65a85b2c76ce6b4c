import { codeList, type CodeOf } from './code-list.ts';

export const targetGroup = codeList({
  id: 'CL-62',
  name: 'target-group',
  version: 1,
  class: 'clear',
  title: { fr: 'Groupes cibles', en: 'Target groups' },
  source: 'Amana',
  codes: {
    MIGRANTS_IN_TRANSIT: { fr: 'Migrants en transit', en: 'Migrants in transit' },
    VICTIMS_OF_TRAFFICKING: { fr: 'Victimes de traite', en: 'Victims of trafficking' },
    COMMUNITY: { fr: 'Communauté', en: 'Community' },
    CHILDREN: { fr: 'Enfants', en: 'Children' },
    RETURNEES: { fr: 'Retournés', en: 'Returnees' },
    HOST_COMMUNITY: { fr: 'Communauté hôte', en: 'Host community' },
    STUDENTS: { fr: 'Élèves et étudiants', en: 'Students' },
  },
});

export type TargetGroup = CodeOf<typeof targetGroup>;
