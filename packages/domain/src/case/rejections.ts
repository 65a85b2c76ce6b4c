import { rejections } from '../rejection-text.ts';

/** Refusals that several regions of the case share. */
export const caseRejections = rejections({
  CASE_NOT_OPEN: {
    kind: 'rule',
    fr: { title: 'Dossier non ouvert', detail: 'Le dossier n’est pas ouvert (état : {state}). Ouvrez-le ou rouvrez-le avant cette action.' },
    en: { title: 'Case not open', detail: 'The case is not open (state: {state}). Open or reopen it before this action.' },
  },
  WRONG_CASE_STATE: {
    kind: 'rule',
    fr: { title: 'Étape impossible', detail: 'Cette action n’est pas possible dans l’état {state} ; elle l’est dans : {allowed}.' },
    en: { title: 'Wrong state', detail: 'This action is not possible in state {state}; it is in: {allowed}.' },
  },
  PERSON_NOT_REGISTERED: {
    kind: 'rule',
    fr: { title: 'Personne non enregistrée', detail: 'L’enregistrement précède tout service (I-06). Enregistrez d’abord la personne avec register-person.' },
    en: { title: 'Person not registered', detail: 'The registration comes before any service (I-06). Register the person first with register-person.' },
  },
  INFORMATION_NOT_GIVEN: {
    kind: 'rule',
    fr: { title: 'Information préalable manquante', detail: 'Informez d’abord la personne sur l’usage de ses données, ou indiquez un intérêt vital comme base légale (I-02).' },
    en: { title: 'Information not given', detail: 'First inform the person about the use of the data, or state a vital interest as the legal basis (I-02).' },
  },
  CONSENT_MISSING: {
    kind: 'rule',
    fr: {
      title: 'Consentement manquant',
      detail: 'Aucun consentement en vigueur pour {scope}. Recueillez-le avant cette action ; ne comptent plus ce qui a précédé un retrait ou un refus (I-25) ni, pour un partage, ce qu’un tuteur ou un juge a donné pour une personne devenue majeure (I-22).',
    },
    en: {
      title: 'Consent missing',
      detail: 'No consent in force for {scope}. Obtain it before this action; what came before a withdrawal or a refusal no longer counts (I-25), nor, for sharing, what a guardian or judge gave for a person who is of age now (I-22).',
    },
  },
  OVERRIDE_NEEDS_SUPERVISOR: {
    kind: 'rule',
    fr: { title: 'Dérogation réservée au superviseur', detail: 'Seul un superviseur peut dépasser cette limite. Demandez-lui d’envoyer la commande avec son motif.' },
    en: { title: 'Override is a supervisor’s', detail: 'Only a supervisor may exceed this limit. Ask one to send the command with the reason.' },
  },
});
