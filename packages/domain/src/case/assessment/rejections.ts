import { rejections } from '../../rejection-text.ts';

export const assessmentRejections = rejections({
  SECOND_ADULT_NEEDED: {
    kind: 'rule',
    fr: {
      title: 'Enfant entendu seul',
      detail:
        'Un enfant (ou une personne d’âge inconnu) est entendu avec un tuteur ou un second adulte (I-30). Indiquez sa présence dans presentRoles, ou la raison de sécurité dans safetyReason.',
    },
    en: {
      title: 'Child heard alone',
      detail:
        'A child (or a person of unknown age) is heard with a guardian or a second adult (I-30). Give the presence in presentRoles, or the safety reason in safetyReason.',
    },
  },
  INTERVIEW_NEEDED: {
    kind: 'rule',
    fr: {
      title: 'Entretien manquant',
      detail: 'Une évaluation repose sur au moins un entretien (I-31). Enregistrez d’abord l’entretien avec conduct-interview.',
    },
    en: {
      title: 'Interview missing',
      detail: 'An assessment rests on at least one interview (I-31). Record the interview first with conduct-interview.',
    },
  },
  ASSESSMENT_IS_FIXED: {
    kind: 'rule',
    fr: {
      title: 'Évaluation figée',
      detail: 'Cette évaluation est dans l’état {state} et ne change plus. Commencez une nouvelle évaluation avec un nouvel assessmentId.',
    },
    en: {
      title: 'Assessment is fixed',
      detail: 'This assessment is in state {state} and changes no more. Begin a new assessment with a new assessmentId.',
    },
  },
  VERSION_OUTDATED: {
    kind: 'input',
    fr: {
      title: 'Version dépassée',
      detail: 'Cette évaluation en est à la version {version}. Relisez-la, puis donnez cette version ou une plus élevée.',
    },
    en: {
      title: 'Version outdated',
      detail: 'This assessment is at version {version}. Read it again, then give this version or a higher one.',
    },
  },
  WRONG_ASSESSMENT_STATE: {
    kind: 'rule',
    fr: {
      title: 'Étape impossible de l’évaluation',
      detail: 'Cette action n’est pas possible dans l’état {state} ; elle l’est dans : {allowed}. Relisez l’évaluation.',
    },
    en: {
      title: 'Wrong state of the assessment',
      detail: 'This action is not possible in state {state}; it is in: {allowed}. Read the assessment again.',
    },
  },
  ASSESSMENT_INCOMPLETE: {
    kind: 'rule',
    fr: {
      title: 'Évaluation incomplète',
      detail:
        'Une évaluation comprend la vulnérabilité (assess-vulnerability) et les besoins (assess-needs). Ajoutez ce qui manque, puis soumettez.',
    },
    en: {
      title: 'Assessment incomplete',
      detail: 'An assessment has the vulnerability (assess-vulnerability) and the needs (assess-needs). Add what is missing, then submit.',
    },
  },
  BIA_NEEDED: {
    kind: 'rule',
    fr: {
      title: 'Évaluation de l’intérêt supérieur manquante',
      detail:
        'Pour un enfant (ou un âge inconnu), une évaluation de l’intérêt supérieur, au moins courte, précède l’approbation (I-33) ; après une réouverture, une nouvelle. Enregistrez-la avec record-bia.',
    },
    en: {
      title: 'Best-interests assessment missing',
      detail:
        'For a child (or an unknown age) a best-interests assessment, a short one at least, comes before the approval (I-33); after a reopening, a new one. Record it with record-bia.',
    },
  },
});
