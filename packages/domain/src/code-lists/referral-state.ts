import { codeList, type CodeOf } from './code-list.ts';

/** `movedBy`: who moves it on. The sender may revoke in every state that is not `terminal` (I-66). Late is a flag, no state. */
export const referralState = codeList({
  id: 'REFERRAL-STATE',
  name: 'referral-state',
  version: 1,
  class: 'clear',
  title: { fr: 'États d’un référencement', en: 'Referral states' },
  source: 'Amana; mapped to Primero',
  codes: {
    DRAFT: { fr: 'Brouillon', en: 'Draft', movedBy: ['SENDER'] },
    SENT: { fr: 'Envoyé', en: 'Sent', primero: 'in_progress', movedBy: ['RECEIVER', 'SYS'] },
    RECEIVED: { fr: 'Reçu', en: 'Received', primero: 'in_progress', movedBy: ['RECEIVER', 'SYS'] },
    INFO_REQUESTED: { fr: 'Complément demandé', en: 'Information requested', primero: 'in_progress', movedBy: ['SENDER'] },
    ACCEPTED: { fr: 'Accepté', en: 'Accepted', primero: 'accepted', movedBy: ['RECEIVER'] },
    IN_SERVICE: { fr: 'Service en cours', en: 'Service under way', primero: 'accepted', movedBy: ['RECEIVER'] },
    COMPLETED: { fr: 'Réalisé', en: 'Completed', primero: 'done', terminal: true },
    NOT_COMPLETED: { fr: 'Non réalisé', en: 'Not completed', primero: 'done', terminal: true },
    DECLINED: { fr: 'Refusé', en: 'Declined', primero: 'rejected', terminal: true },
    REVOKED: { fr: 'Révoqué', en: 'Revoked', primero: 'revoked', terminal: true },
    EXPIRED: { fr: 'Expiré', en: 'Expired', terminal: true },
  },
});

export type ReferralState = CodeOf<typeof referralState>;
