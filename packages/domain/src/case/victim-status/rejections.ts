import { rejections } from '../../rejection-text.ts';

export const victimStatusRejections = rejections({
  ONLY_POSSIBLE_VICTIM: {
    kind: 'access',
    fr: {
      title: 'Statut réservé',
      detail:
        'Un primo-intervenant détermine seulement PossibleVictimOfTrafficking. Un superviseur, la coordination nationale ou le point de contact justice décident du reste.',
    },
    en: {
      title: 'Not a first responder’s decision',
      detail:
        'A first responder determines PossibleVictimOfTrafficking only. A supervisor, the national coordination or the justice liaison decide on the others.',
    },
  },
  DECISION_DATE_NEEDED: {
    kind: 'input',
    fr: {
      title: 'Date de décision manquante',
      detail: 'Le statut ActualVictimOfTrafficking demande la date de la décision, au moins l’année (I-41). Indiquez-la dans occurredAt.',
    },
    en: {
      title: 'Date of the decision missing',
      detail: 'The status ActualVictimOfTrafficking needs the date of the decision, the year at least (I-41). Give it in occurredAt.',
    },
  },
  STATUS_DETERMINED_BEFORE: {
    kind: 'rule',
    fr: {
      title: 'Statut déjà déterminé',
      detail:
        'Une décision est en vigueur (événement {eventId}). Relisez-la ; pour décider à nouveau, indiquez cet événement dans supersedes (I-42).',
    },
    en: {
      title: 'Status determined before',
      detail: 'A decision stands (event {eventId}). Read it; to decide anew, name this event in supersedes (I-42).',
    },
  },
});
