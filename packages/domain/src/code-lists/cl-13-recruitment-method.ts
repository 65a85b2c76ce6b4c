import { codeList, type CodeOf } from './code-list.ts';
import { htcdsCodes, htcdsSource } from './htcds-codes.ts';
import { technicalValues } from './technical-values.ts';

export const recruitmentMethod = codeList({
  id: 'CL-13-method',
  name: 'recruitment-method',
  version: 1,
  class: 'statistic',
  title: { fr: 'Méthodes de recrutement', en: 'Methods of recruitment' },
  source: htcdsSource('vic_MethodOfRecruitment'),
  codes: {
    ...htcdsCodes('vic_MethodOfRecruitment', {
      AtAPlaceOfBusiness: { fr: 'Dans un commerce ou une entreprise' },
      AtAnEducationalInstitution: { fr: 'Dans un établissement d’enseignement' },
      AtWork: { fr: 'Au travail' },
      ThroughOnlineSocialNetworks: { fr: 'Par les réseaux sociaux en ligne' },
      ThroughAnOnlineAdvertisement: { fr: 'Par une annonce en ligne' },
      ThroughATelevisionAdvert: { fr: 'Par une annonce à la télévision' },
      ThroughANewspaperAdvert: { fr: 'Par une annonce dans un journal' },
      ThroughFamilyOrFamilyEvents: { fr: 'Par la famille ou lors d’événements familiaux' },
      ThroughFriendsOrSocialEvents: { fr: 'Par des amis ou lors d’événements sociaux' },
      Other: { fr: 'Autre' },
    }),
    ...technicalValues,
  },
});

export type RecruitmentMethod = CodeOf<typeof recruitmentMethod>;
