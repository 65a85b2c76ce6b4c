import { rejections } from '../../rejection-text.ts';

export const reintegrationRejections = rejections({
  NEEDS_ASSESSMENT_MISSING: {
    kind: 'rule',
    fr: { title: 'Évaluation des besoins manquante', detail: 'Un plan de réintégration repose sur des besoins évalués et approuvés (I-80). Faites d’abord approuver l’évaluation.' },
    en: { title: 'Needs assessment missing', detail: 'A reintegration plan rests on needs that were assessed and approved (I-80). Have the assessment approved first.' },
  },
  REINTEGRATION_AGREED_BY_WRONG_PARTY: {
    kind: 'rule',
    fr: {
      title: 'Accord à recueillir auprès d’autrui',
      detail:
        'Un adulte convient lui-même du plan (PERSON) ; pour un enfant ou un âge inconnu, c’est le tuteur (GUARDIAN), ou le chef de ménage avec l’enfant (HOUSEHOLD_HEAD_AND_CHILD) (I-81). Convenez-en avec eux dans un nouveau plan.',
    },
    en: {
      title: 'Agreement is another’s to give',
      detail:
        'An adult agrees in person (PERSON); for a child or an unknown age the guardian does (GUARDIAN), or the head of the household together with the child (HOUSEHOLD_HEAD_AND_CHILD) (I-81). Agree on a new plan with them.',
    },
  },
  EDUCATION_IS_FOR_CHILDREN: {
    kind: 'rule',
    fr: {
      title: 'Volet réservé aux enfants',
      detail: 'CHILD_EDUCATION est pour une personne de moins de 18 ans, ou pour un enfant scolarisable de son ménage : beneficiary HOUSEHOLD (I-83).',
    },
    en: {
      title: 'Track is for children',
      detail: 'CHILD_EDUCATION is for a person under 18, or for a school-age child of the household: beneficiary HOUSEHOLD (I-83).',
    },
  },
  REINTEGRATION_PLAN_REPLACED: {
    kind: 'rule',
    fr: { title: 'Plan remplacé', detail: 'Un plan de réintégration plus récent a pris la place de celui-ci. Relisez le dossier et utilisez le plan en vigueur.' },
    en: { title: 'Plan replaced', detail: 'A newer reintegration plan has taken the place of this one. Read the case again and use the plan that holds.' },
  },
  REINTEGRATION_PLAN_APPROVED_BEFORE: {
    kind: 'rule',
    fr: { title: 'Plan déjà approuvé', detail: 'Ce plan de réintégration est déjà approuvé. Pour le remplacer, convenez d’un nouveau plan.' },
    en: { title: 'Plan approved before', detail: 'This reintegration plan is approved already. To replace it, agree on a new one.' },
  },
  REINTEGRATION_PLAN_NOT_APPROVED: {
    kind: 'rule',
    fr: { title: 'Plan non approuvé', detail: 'Le plan de réintégration de ce volet n’est pas approuvé. Demandez l’approbation à un superviseur.' },
    en: { title: 'Plan not approved', detail: 'The reintegration plan of this track is not approved. Ask a supervisor for the approval.' },
  },
  CARE_ARRANGEMENT_MISSING: {
    kind: 'rule',
    fr: {
      title: 'Prise en charge manquante',
      detail: 'La réintégration d’un enfant (ou d’une personne d’âge inconnu) commence quand on sait qui le prend en charge ; après une réouverture, de nouveau. Enregistrez-le avec record-care-arrangement.',
    },
    en: {
      title: 'Care arrangement missing',
      detail: 'The reintegration of a child (or of a person of unknown age) starts when it is known who cares for the child; after a reopening, once more. Record that with record-care-arrangement.',
    },
  },
  WRONG_TRACK_STATE: {
    kind: 'rule',
    fr: { title: 'Étape impossible du volet', detail: 'Cette action n’est pas possible pour un volet dans l’état {state} ; elle l’est dans : {allowed}. Relisez le dossier.' },
    en: { title: 'Wrong state of the track', detail: 'This action is not possible for a track in state {state}; it is in: {allowed}. Read the case again.' },
  },
  VALUE_AND_CURRENCY_TOGETHER: {
    kind: 'input',
    fr: { title: 'Montant ou devise manquant', detail: 'Un montant ne dit rien sans sa devise, ni une devise sans montant. Indiquez value et currency, ou aucun des deux.' },
    en: { title: 'Value or currency missing', detail: 'A value says nothing without its currency, nor a currency without a value. Give value and currency, or neither.' },
  },
  MILESTONE_OF_OTHER_TRACK: {
    kind: 'input',
    fr: { title: 'Étape d’un autre volet', detail: 'L’étape {milestone} n’est pas de celles du volet {track} (CL-46). Corrigez milestone ou trackId.' },
    en: { title: 'Milestone of another track', detail: 'The milestone {milestone} is none of the track {track} (CL-46). Correct milestone or trackId.' },
  },
  DIMENSION_DOES_NOT_FIT: {
    kind: 'input',
    fr: { title: 'Dimension incorrecte', detail: 'L’étape {milestone} relève de : {dimensions} (CL-46). Corrigez dimension.' },
    en: { title: 'Dimension is wrong', detail: 'The milestone {milestone} belongs to: {dimensions} (CL-46). Correct dimension.' },
  },
  MILESTONE_REACHED_BEFORE: {
    kind: 'rule',
    fr: {
      title: 'Étape déjà atteinte',
      detail: 'L’étape {milestone} est déjà atteinte sur ce volet et ne l’est pas deux fois (I-82). Pour la corriger, renvoyez-la avec corrects : l’identifiant de l’événement à corriger.',
    },
    en: {
      title: 'Milestone reached before',
      detail: 'The milestone {milestone} is reached on this track already, and not twice (I-82). To correct it, send it with corrects: the id of the event to be corrected.',
    },
  },
});
