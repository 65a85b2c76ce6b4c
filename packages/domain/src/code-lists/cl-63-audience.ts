import { codeList, type CodeOf } from './code-list.ts';

export const audience = codeList({
  id: 'CL-63',
  name: 'audience',
  version: 1,
  class: 'clear',
  title: { fr: 'Publics', en: 'Audiences' },
  source: 'IOM and ANLTP/TIM in Niger',
  codes: {
    COMMUNITY_LEADERS: { fr: 'Leaders communautaires', en: 'Community leaders' },
    VILLAGE_CHIEFS: { fr: 'Chefs de village', en: 'Village chiefs' },
    TRADITIONAL_CHIEFS: { fr: 'Chefs traditionnels', en: 'Traditional chiefs' },
    ELECTED_OFFICIALS: { fr: 'Élus', en: 'Elected officials' },
    WOMENS_GROUPS: { fr: 'Groupements féminins', en: 'Women’s groups' },
    YOUTH_GROUPS: { fr: 'Groupes de jeunes', en: 'Youth groups' },
    NGOS: { fr: 'ONG', en: 'NGOs' },
    MEDIA: { fr: 'Médias', en: 'Media' },
    STUDENTS: { fr: 'Élèves et étudiants', en: 'Students' },
    PARENTS: { fr: 'Parents', en: 'Parents' },
    RELIGIOUS_LEADERS: { fr: 'Leaders religieux', en: 'Religious leaders' },
    SECURITY_FORCES: { fr: 'Forces de sécurité', en: 'Security forces' },
    COMMUNITY_REPRESENTATIVES: { fr: 'Représentants de la communauté', en: 'Community representatives' },
  },
});

export type Audience = CodeOf<typeof audience>;
