import { rejections } from '../../rejection-text.ts';

export const identificationRejections = rejections({
  LEGAL_BASIS_MISSING: {
    kind: 'input',
    fr: { title: 'Base légale manquante', detail: 'L’identification précède le consentement : indiquez VITAL_INTERESTS ou PUBLIC_TASK dans legalBasis.' },
    en: { title: 'Legal basis missing', detail: 'Identification comes before consent: give VITAL_INTERESTS or PUBLIC_TASK in legalBasis.' },
  },
  ACT_AND_PURPOSE_NEEDED: {
    kind: 'input',
    fr: { title: 'Actes et but manquants', detail: 'Des indices retenus demandent au moins un acte et un but, et pour un adulte un moyen (I-03) ; UNKNOWN, NOT_ASKED et REFUSED n’en sont pas. Indiquez ce qui a été trouvé, ou choisissez INCONCLUSIVE.' },
    en: { title: 'Act and purpose missing', detail: 'Indicators found need at least one act and one purpose, and for an adult one means (I-03); UNKNOWN, NOT_ASKED and REFUSED are none. Give what was found, or choose INCONCLUSIVE.' },
  },
  SCREENING_NEEDED: {
    kind: 'rule',
    fr: { title: 'Dépistage manquant', detail: 'Faites d’abord le dépistage, ou indiquez un intérêt vital (VITAL_INTERESTS) si le besoin est urgent.' },
    en: { title: 'Screening missing', detail: 'Complete the screening first, or state a vital interest (VITAL_INTERESTS) if the need is urgent.' },
  },
  PERSON_HAS_OPEN_CASE: {
    kind: 'rule',
    fr: { title: 'Un dossier est déjà ouvert', detail: 'Votre agence a déjà un dossier ouvert pour cette personne (I-04). Continuez-le, ou rouvrez-le.' },
    en: { title: 'A case is open already', detail: 'Your agency already has an open case for this person (I-04). Go on with it, or reopen it.' },
  },
  NO_MANDATE: {
    kind: 'rule',
    fr: { title: 'Pas de mandat', detail: 'L’agence n’est pas active ou n’a pas de mandat pour le pays de l’identification (I-05). Transmettez à une agence mandatée.' },
    en: { title: 'No mandate', detail: 'The agency is not active or has no mandate for the country of identification (I-05). Hand over to an agency that has.' },
  },
  PERSON_IS_ADULT: {
    kind: 'rule',
    fr: { title: 'La personne est majeure', detail: 'Cette action ne concerne qu’un enfant. Vérifiez l’âge enregistré.' },
    en: { title: 'The person is an adult', detail: 'This action is for a child only. Check the recorded age.' },
  },
  OWN_GUARDIAN: {
    kind: 'input',
    fr: { title: 'Tuteur invalide', detail: 'Une personne ne peut pas être son propre tuteur (I-10).' },
    en: { title: 'Not a guardian', detail: 'A person cannot be the own guardian (I-10).' },
  },
});
