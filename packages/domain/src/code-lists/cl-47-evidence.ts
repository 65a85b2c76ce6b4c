import { codeList, type CodeOf } from './code-list.ts';

export const evidence = codeList({
  id: 'CL-47',
  name: 'evidence',
  version: 1,
  class: 'clear',
  title: { fr: 'Preuves', en: 'Evidence' },
  source: 'Amana',
  codes: {
    RECEIPT: { fr: 'Reçu', en: 'Receipt' },
    PHOTO_NO_FACE: { fr: 'Photo sans visage', en: 'Photo without faces' },
    ATTENDANCE_SHEET: { fr: 'Feuille de présence', en: 'Attendance sheet' },
    SCHOOL_CERTIFICATE: { fr: 'Certificat de scolarité', en: 'School certificate' },
    HOME_VISIT_REPORT: { fr: 'Rapport de visite à domicile', en: 'Home visit report' },
    PHONE_CALL: { fr: 'Appel téléphonique', en: 'Phone call' },
    PARTNER_REPORT: { fr: 'Rapport d’un partenaire', en: 'Report of a partner' },
    SELF_REPORT: { fr: 'Déclaration de la personne', en: 'Self-report' },
    DOCUMENT_SEEN: { fr: 'Document vu', en: 'Document seen' },
  },
});

export type Evidence = CodeOf<typeof evidence>;
