import { rejections } from '../rejection-text.ts';

export const personRejections = rejections({
  IDENTITY_RECORDED_BEFORE: {
    kind: 'rule',
    fr: { title: 'Identité déjà enregistrée', detail: 'L’identité est déjà enregistrée. Utilisez correct-identity avec un motif (I-07).' },
    en: { title: 'Identity recorded before', detail: 'The identity is recorded already. Use correct-identity with a reason (I-07).' },
  },
  NO_IDENTITY_TO_CORRECT: {
    kind: 'rule',
    fr: { title: 'Rien à corriger', detail: 'Aucune identité n’est enregistrée. Utilisez record-identity.' },
    en: { title: 'Nothing to correct', detail: 'No identity is recorded. Use record-identity.' },
  },
  NOT_THE_CASE_OF_THIS_PERSON: {
    kind: 'missing',
    fr: { title: 'Dossier inconnu', detail: 'Ce dossier n’existe pas, ou n’est pas celui de cette personne dans votre agence. Vérifiez caseId.' },
    en: { title: 'Unknown case', detail: 'This case does not exist, or is not this person’s with your agency. Check caseId.' },
  },
  BIRTH_YEAR_CONTRADICTS: {
    kind: 'input',
    fr: { title: 'Année de naissance contradictoire', detail: 'birthYear ne correspond pas à birthdate. Corrigez l’une des deux.' },
    en: { title: 'Birth year contradicts', detail: 'birthYear does not fit birthdate. Correct one of the two.' },
  },
});
