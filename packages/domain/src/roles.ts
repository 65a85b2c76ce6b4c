import { codeList, type CodeOf } from './code-lists/code-list.ts';

export const roles = codeList({
  id: 'ROLES',
  name: 'roles',
  version: 1,
  class: 'clear',
  title: { fr: 'Rôles', en: 'Roles' },
  source: 'Amana',
  codes: {
    FIRST_RESPONDER: { fr: 'Primo-intervenant (police, frontière)', en: 'First responder (police, border)' },
    PROFILER: { fr: 'Agent de profilage', en: 'Profiler' },
    CASEWORKER: { fr: 'Assistant social', en: 'Caseworker' },
    SUPERVISOR: { fr: 'Superviseur', en: 'Supervisor' },
    CENTRE_MANAGER: { fr: 'Responsable de centre', en: 'Centre manager' },
    TRACING_OFFICER: { fr: 'Chargé de recherche familiale', en: 'Tracing officer' },
    REINTEGRATION_OFFICER: { fr: 'Chargé de réintégration', en: 'Reintegration officer' },
    JUSTICE_LIAISON: { fr: 'Point de contact justice', en: 'Justice liaison' },
    CHILD_GUARDIAN_AUTH: { fr: 'Autorité de tutelle des mineurs', en: 'Child guardianship authority' },
    BIP_PANEL: { fr: 'Membre du panel d’intérêt supérieur', en: 'Best-interests panel member' },
    PARTNER_PROVIDER: { fr: 'Partenaire prestataire', en: 'Partner service provider' },
    FOREIGN_AGENCY: { fr: 'Agence étrangère', en: 'Foreign agency' },
    NATIONAL_COORD: { fr: 'Coordination nationale', en: 'National coordination' },
    DIRECTORY_EDITOR: { fr: 'Éditeur du répertoire', en: 'Directory editor' },
    COUNTRY_FOCAL_POINT: { fr: 'Point focal national', en: 'Country focal point' },
    ME_OFFICER: { fr: 'Chargé de suivi-évaluation', en: 'Monitoring and evaluation officer' },
    DONOR: { fr: 'Bailleur', en: 'Donor' },
    AUDITOR: { fr: 'Auditeur', en: 'Auditor' },
    DPO: { fr: 'Délégué à la protection des données', en: 'Data protection officer' },
    SYS: { fr: 'Système', en: 'System' },
  },
});

export type Role = CodeOf<typeof roles>;
