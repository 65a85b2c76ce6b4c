import { codeList, type CodeOf } from './code-list.ts';

export const dataSubjectRequest = codeList({
  id: 'CL-56',
  name: 'data-subject-request',
  version: 1,
  class: 'clear',
  title: { fr: 'Demandes des personnes concernées', en: 'Data-subject requests' },
  source: 'GDPR, Articles 7, 15 to 21 and 77',
  codes: {
    ACCESS: { fr: 'Accès', en: 'Access' },
    RECTIFICATION: { fr: 'Rectification', en: 'Rectification' },
    ERASURE: { fr: 'Effacement', en: 'Erasure' },
    RESTRICTION: { fr: 'Limitation du traitement', en: 'Restriction of processing' },
    OBJECTION: { fr: 'Opposition', en: 'Objection' },
    PORTABILITY: { fr: 'Portabilité', en: 'Portability' },
    CONSENT_WITHDRAWAL: { fr: 'Retrait du consentement', en: 'Withdrawal of consent' },
    COMPLAINT: { fr: 'Plainte', en: 'Complaint' },
  },
});

export type DataSubjectRequest = CodeOf<typeof dataSubjectRequest>;
