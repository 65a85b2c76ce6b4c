import { rejections } from '../../rejection-text.ts';

export const stayRejections = rejections({
  ALREADY_IN_CENTRE: {
    kind: 'rule',
    fr: { title: 'Déjà dans un centre', detail: 'La personne est déjà dans un centre. Enregistrez d’abord sa sortie avec record-exit.' },
    en: { title: 'Already in a centre', detail: 'The person is in a centre already. Record the exit first with record-exit.' },
  },
  NOT_IN_CENTRE: {
    kind: 'rule',
    fr: { title: 'Pas dans un centre', detail: 'La personne n’est dans aucun centre. Vérifiez le dossier, ou enregistrez d’abord l’admission avec admit-to-centre.' },
    en: { title: 'Not in a centre', detail: 'The person is in no centre. Check the case, or record the admission first with admit-to-centre.' },
  },
  CENTRE_FULL: {
    kind: 'rule',
    fr: {
      title: 'Centre complet',
      detail: 'Le centre est complet pour cette personne : {occupied} places sur {places} sont prises (I-50). Choisissez un autre centre, ou demandez à un superviseur d’admettre avec overrideReason.',
    },
    en: {
      title: 'Centre full',
      detail: 'The centre is full for this person: {occupied} of {places} places are taken (I-50). Choose another centre, or ask a supervisor to admit with overrideReason.',
    },
  },
  SEPARATE_UNIT_NEEDED: {
    kind: 'rule',
    fr: {
      title: 'Unité séparée requise',
      detail: 'Un enfant non accompagné dort dans une unité séparée (I-51) ; un âge inconnu compte comme celui d’un enfant. Attribuez une telle unité et indiquez separateMinorUnit.',
    },
    en: {
      title: 'Separate unit needed',
      detail: 'An unaccompanied child sleeps in a separate unit (I-51); an unknown age counts as a child’s. Give such a unit and set separateMinorUnit.',
    },
  },
});
