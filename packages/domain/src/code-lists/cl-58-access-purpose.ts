import { codeList, type CodeOf } from './code-list.ts';

export const accessPurpose = codeList({
  id: 'CL-58',
  name: 'access-purpose',
  version: 1,
  class: 'clear',
  title: { fr: 'Finalités d’accès', en: 'Access purposes' },
  source: 'Amana',
  codes: {
    CASEWORK: { fr: 'Suivi du cas', en: 'Casework' },
    SUPERVISION: { fr: 'Supervision', en: 'Supervision' },
    REFERRAL_RESPONSE: { fr: 'Réponse à un référencement', en: 'Response to a referral' },
    AUDIT: { fr: 'Audit', en: 'Audit' },
    REPORTING: { fr: 'Rapports', en: 'Reporting' },
    DATA_SUBJECT_REQUEST: { fr: 'Demande d’une personne concernée', en: 'Data-subject request' },
    SECURITY: { fr: 'Sécurité', en: 'Security' },
  },
});

export type AccessPurpose = CodeOf<typeof accessPurpose>;
