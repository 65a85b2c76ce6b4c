import { codeList, type CodeOf } from './code-list.ts';

export const alertableEvent = codeList({
  id: 'CL-69',
  name: 'alertable-event',
  version: 1,
  class: 'clear',
  title: { fr: 'Événements à signaler', en: 'Alertable events' },
  source: 'Amana',
  codes: {
    REFERRAL_SENT: { fr: 'Référencement envoyé', en: 'Referral sent' },
    REFERRAL_DUE_SOON: { fr: 'Référencement bientôt à échéance', en: 'Referral due soon' },
    REFERRAL_OVERDUE: { fr: 'Référencement en retard', en: 'Referral overdue' },
    REFERRAL_ACCEPTED: { fr: 'Référencement accepté', en: 'Referral accepted' },
    REFERRAL_DECLINED: { fr: 'Référencement refusé', en: 'Referral declined' },
    REFERRAL_COMPLETED: { fr: 'Référencement réalisé', en: 'Referral completed' },
    REFERRAL_REVOKED: { fr: 'Référencement révoqué', en: 'Referral revoked' },
    TRANSFER_REQUESTED: { fr: 'Transfert demandé', en: 'Transfer requested' },
    MILESTONE_REACHED: { fr: 'Étape atteinte', en: 'Milestone reached' },
    MILESTONE_DUE: { fr: 'Étape à échéance', en: 'Milestone due' },
    MILESTONE_MISSED: { fr: 'Étape manquée', en: 'Milestone missed' },
    FOLLOW_UP_DUE: { fr: 'Suivi à faire', en: 'Follow-up due' },
    CONSENT_WITHDRAWN: { fr: 'Consentement retiré', en: 'Consent withdrawn' },
    SAFETY_ALERT: { fr: 'Alerte de sécurité', en: 'Safety alert' },
    ASSESSMENT_APPROVAL_PENDING: { fr: 'Évaluation à approuver', en: 'Assessment waiting for approval' },
    PLAN_APPROVAL_PENDING: { fr: 'Plan à approuver', en: 'Plan waiting for approval' },
    CLOSURE_APPROVAL_PENDING: { fr: 'Clôture à approuver', en: 'Closure waiting for approval' },
    DSR_DUE: { fr: 'Demande d’une personne concernée à traiter', en: 'Data-subject request due' },
    BREACH: { fr: 'Violation de données', en: 'Data breach' },
  },
});

export type AlertableEvent = CodeOf<typeof alertableEvent>;
