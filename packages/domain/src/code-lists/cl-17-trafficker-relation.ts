import { codeList, type CodeOf } from './code-list.ts';
import { htcdsCodes, htcdsSource } from './htcds-codes.ts';
import { technicalValues } from './technical-values.ts';

/** The finer codes are ours. A technical value is `recruiterRelationUnknown` in CTDC. */
export const traffickerRelation = codeList({
  id: 'CL-17',
  name: 'trafficker-relation',
  version: 1,
  class: 'statistic',
  title: { fr: 'Lien avec le recruteur ou le trafiquant', en: 'Relationship to the recruiter or trafficker' },
  source: htcdsSource('vic_RelationshipToTrafficker'),
  codes: {
    ...htcdsCodes('vic_RelationshipToTrafficker', {
      Familial: { fr: 'Familial', ctdc: 'recruiterRelationFamily' },
      Acquainted: { fr: 'Connaissance', ctdc: 'recruiterRelationOther' },
      Unaquainted: { fr: 'Sans lien préalable', ctdc: 'recruiterRelationOther' },
    }),
    PARENT: { fr: 'Père ou mère', en: 'Parent', htcds: 'Familial', ctdc: 'recruiterRelationFamily' },
    OTHER_RELATIVE: { fr: 'Autre membre de la famille', en: 'Other relative', htcds: 'Familial', ctdc: 'recruiterRelationFamily' },
    INTIMATE_PARTNER: { fr: 'Partenaire intime', en: 'Intimate partner', htcds: 'Acquainted', ctdc: 'recruiterRelationIntimatePartner' },
    FRIEND: { fr: 'Ami ou amie', en: 'Friend', htcds: 'Acquainted', ctdc: 'recruiterRelationFriend' },
    NEIGHBOUR: { fr: 'Voisin ou voisine', en: 'Neighbour', htcds: 'Acquainted', ctdc: 'recruiterRelationOther' },
    EMPLOYER: { fr: 'Employeur', en: 'Employer', htcds: 'Acquainted', ctdc: 'recruiterRelationOther' },
    RELIGIOUS_TEACHER: { fr: 'Maître religieux', en: 'Religious teacher', htcds: 'Acquainted', ctdc: 'recruiterRelationOther' },
    SMUGGLER: { fr: 'Passeur', en: 'Smuggler', htcds: 'Unaquainted', ctdc: 'recruiterRelationOther' },
    STRANGER: { fr: 'Personne inconnue', en: 'Stranger', htcds: 'Unaquainted', ctdc: 'recruiterRelationOther' },
    ...technicalValues,
  },
});

export type TraffickerRelation = CodeOf<typeof traffickerRelation>;
