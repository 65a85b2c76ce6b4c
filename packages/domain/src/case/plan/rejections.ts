import { rejections } from '../../rejection-text.ts';

export const planRejections = rejections({
  PLAN_NEEDS_ASSESSMENT: {
    kind: 'rule',
    fr: { title: 'Évaluation approuvée manquante', detail: 'Un plan repose sur une évaluation approuvée (I-45). Faites d’abord approuver l’évaluation.' },
    en: { title: 'Approved assessment missing', detail: 'A plan rests on an approved assessment (I-45). Have the assessment approved first.' },
  },
  NEEDS_NOT_READABLE: {
    kind: 'rule',
    fr: { title: 'Besoins illisibles', detail: 'Les besoins évalués ne sont plus lisibles : aucun plan ne peut s’y appuyer (I-45). Évaluez de nouveau les besoins.' },
    en: { title: 'Needs not readable', detail: 'The needs assessed can no longer be read, so no plan can rest on them (I-45). Assess the needs again.' },
  },
  NEED_NOT_ASSESSED: {
    kind: 'input',
    fr: { title: 'Besoin non évalué', detail: 'Chaque objectif répond à un besoin d’une évaluation approuvée (I-45). Corrigez needCode, ou évaluez d’abord ce besoin.' },
    en: { title: 'Need not assessed', detail: 'Each objective answers a need of an approved assessment (I-45). Correct needCode, or assess this need first.' },
  },
  PLAN_REPLACED: {
    kind: 'rule',
    fr: { title: 'Plan remplacé', detail: 'Un plan plus récent a pris la place de celui-ci. Relisez le dossier et utilisez le plan en vigueur.' },
    en: { title: 'Plan replaced', detail: 'A newer plan has taken the place of this one. Read the case again and use the plan that holds.' },
  },
  ITEM_SERVES_OTHER_NEED: {
    kind: 'input',
    fr: { title: 'Service sans rapport avec l’objectif', detail: 'Le service doit répondre au besoin de l’objectif (I-45). Choisissez ce service, ou un autre objectif.' },
    en: { title: 'Service does not serve the objective', detail: 'The service has to answer the need of the objective (I-45). Choose that service, or another objective.' },
  },
  ITEM_NOT_OPEN: {
    kind: 'rule',
    fr: { title: 'Élément du plan non ouvert', detail: 'Cet élément du plan est terminé, ou la personne l’a refusé (I-46). Ajoutez un nouvel élément si le besoin subsiste.' },
    en: { title: 'Item of the plan not open', detail: 'This item of the plan is completed, or the person refused it (I-46). Add a new item if the need is still there.' },
  },
  ASSISTANCE_NOT_BEGUN: {
    kind: 'rule',
    fr: {
      title: 'Assistance pas encore commencée',
      detail:
        'Dans l’état {state}, aucun élément du plan ne se termine : le suivi ne commencerait plus de lui-même. Enregistrez d’abord le service avec record-service-delivery et son itemId, ou envoyez un référencement.',
    },
    en: {
      title: 'Assistance has not begun',
      detail:
        'In state {state} no item of the plan is completed: follow-up would no longer begin by itself. First record the service with record-service-delivery and its itemId, or send a referral.',
    },
  },
  AGREED_BY_WRONG_PARTY: {
    kind: 'rule',
    fr: {
      title: 'Accord à recueillir auprès d’autrui',
      detail: 'Un adulte donne lui-même son accord (PERSON) ; pour un enfant ou un âge inconnu, le tuteur le donne (GUARDIAN), ou les deux (BOTH). Recueillez cet accord.',
    },
    en: {
      title: 'Agreement is another’s to give',
      detail: 'An adult agrees in person (PERSON); for a child or an unknown age the guardian does (GUARDIAN), or both (BOTH). Obtain that agreement.',
    },
  },
  GUARDIAN_NOT_RECORDED: {
    kind: 'rule',
    fr: { title: 'Aucun tuteur enregistré', detail: 'Aucun tuteur n’est enregistré pour cet enfant à ce moment-là (I-10). Désignez-le d’abord avec appoint-guardian, à partir du jour où il l’est.' },
    en: { title: 'No guardian recorded', detail: 'No guardian is recorded for this child at that time (I-10). Appoint one first with appoint-guardian, from the day on which it is one.' },
  },
  PLAN_NOT_AGREED: {
    kind: 'rule',
    fr: { title: 'Plan sans accord', detail: 'La personne doit d’abord donner son accord au plan tel qu’il est (I-45). Recueillez-le avec agree-plan, puis approuvez.' },
    en: { title: 'Plan not agreed', detail: 'The person has to agree to the plan as it stands first (I-45). Record that with agree-plan, then approve.' },
  },
  PLAN_APPROVED_BEFORE: {
    kind: 'rule',
    fr: { title: 'Plan déjà approuvé', detail: 'Ce plan est déjà approuvé. Pour le remplacer, préparez un nouveau plan.' },
    en: { title: 'Plan approved before', detail: 'This plan is approved already. To replace it, draft a new plan.' },
  },
});
