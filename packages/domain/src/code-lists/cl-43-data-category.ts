import { codeList, type CodeOf } from './code-list.ts';

export const dataCategory = codeList({
  id: 'CL-43',
  name: 'data-category',
  version: 1,
  class: 'clear',
  title: { fr: 'Catégories de données partageables', en: 'Data categories for sharing' },
  source: 'Amana',
  codes: {
    IDENTITY: { fr: 'Identité', en: 'Identity' },
    CONTACT: { fr: 'Coordonnées', en: 'Contact details' },
    FAMILY: { fr: 'Famille', en: 'Family' },
    LOCATION: { fr: 'Lieu', en: 'Location' },
    VULNERABILITY: { fr: 'Vulnérabilité', en: 'Vulnerability' },
    HEALTH: { fr: 'Santé', en: 'Health' },
    HISTORY: { fr: 'Récit de traite', en: 'Trafficking history' },
    JUSTICE: { fr: 'Justice', en: 'Justice' },
    PHOTO: { fr: 'Photo', en: 'Photo' },
    DOCUMENT_COPY: { fr: 'Copie de documents', en: 'Copies of documents' },
    SERVICE_SUMMARY: { fr: 'Résumé des services', en: 'Summary of services' },
  },
});

export type DataCategory = CodeOf<typeof dataCategory>;
