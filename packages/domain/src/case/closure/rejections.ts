import { rejections } from '../../rejection-text.ts';

export const closureRejections = rejections({
  CLOSURE_PENDING: {
    kind: 'rule',
    fr: { title: 'Clôture déjà demandée', detail: 'Une demande de clôture attend déjà. Un superviseur l’approuve, ou la renvoie avec return-closure.' },
    en: { title: 'Closure requested before', detail: 'A request for closure is waiting already. A supervisor approves it, or returns it with return-closure.' },
  },
  NO_SUCH_CLOSURE_REQUEST: {
    kind: 'rule',
    fr: { title: 'Demande non en attente', detail: 'Cette demande de clôture n’est pas en attente. Relisez le dossier ; au besoin, demandez la clôture avec request-closure.' },
    en: { title: 'Request is not waiting', detail: 'This request for closure is not waiting. Read the case again; if need be, request the closure with request-closure.' },
  },
  CLOSURE_NOT_YET: {
    kind: 'rule',
    fr: {
      title: 'Clôture prématurée',
      detail: 'Dans l’état {state}, un dossier ne se clôt que pour un motif de sortie anticipée : {reasons}. Sinon, menez-le d’abord jusqu’à FOLLOW_UP : il y passe quand se termine le dernier élément du plan ou le dernier volet. S’il n’en reste aucun d’ouvert, ajoutez avec add-plan-item ce qui a été fait, puis terminez-le.',
    },
    en: {
      title: 'Too early to close',
      detail: 'In state {state} a case closes only for a reason of early exit: {reasons}. Otherwise first bring it to FOLLOW_UP, which it enters when the last item of the plan or the last track is completed. Where none is open, add what was done with add-plan-item, and complete it.',
    },
  },
  CLOSURE_REASON_NOT_READABLE: {
    kind: 'rule',
    fr: { title: 'Motif illisible', detail: 'Le motif de la demande n’est plus lisible. Renvoyez-la avec return-closure et faites-la refaire.' },
    en: { title: 'Reason not readable', detail: 'The reason of the request can no longer be read. Return it with return-closure and have it made again.' },
  },
  OPEN_REFERRALS: {
    kind: 'rule',
    fr: {
      title: 'Référencements ouverts',
      detail: 'Référencements encore ouverts, brouillons compris : {count} (I-95). Attendez leur fin ou révoquez-les ; seule une sortie anticipée les révoque d’elle-même.',
    },
    en: {
      title: 'Open referrals',
      detail: 'Referrals still open, drafts included: {count} (I-95). Wait until they end, or revoke them; only an early exit revokes them by itself.',
    },
  },
  LIVE_TRACKS: {
    kind: 'rule',
    fr: { title: 'Volets en cours', detail: 'Volets de réintégration en cours : {count} (I-95). Terminez-les avec complete-track avant de clore.' },
    en: { title: 'Live tracks', detail: 'Reintegration tracks still running: {count} (I-95). Complete them with complete-track before closing.' },
  },
  CHILD_NEEDS_FOLLOW_UP: {
    kind: 'rule',
    fr: {
      title: 'Suivi d’enfant manquant',
      detail: 'Le dossier d’un enfant (ou d’un âge inconnu) ne se clôt pas sans un suivi réalisé (I-97), depuis la réouverture s’il y en a eu une. Enregistrez-le avec conduct-follow-up.',
    },
    en: {
      title: 'Follow-up of a child missing',
      detail: 'The case of a child (or of an unknown age) does not close without a follow-up that was held (I-97), since the reopening if there was one. Record it with conduct-follow-up.',
    },
  },
  PERSON_IN_CENTRE: {
    kind: 'rule',
    fr: {
      title: 'Personne encore au centre',
      detail: 'La personne est encore au centre : son dossier reste ouvert. Faites d’abord enregistrer sa sortie avec record-exit.',
    },
    en: { title: 'Person still in the centre', detail: 'The person is still in the centre, so the case stays open. Have the exit recorded first with record-exit.' },
  },
  CASE_DATA_ERASED: {
    kind: 'rule',
    fr: { title: 'Données effacées', detail: 'Les données de ce dossier ont été effacées : il ne se rouvre pas. Commencez un nouveau dossier si la personne revient.' },
    en: { title: 'Data erased', detail: 'The data of this case were erased, so it cannot be reopened. Begin a new case if the person comes back.' },
  },
});
