import { rejections } from '../../rejection-text.ts';

export const referralRejections = rejections({
  WRONG_REFERRAL_STATE: {
    kind: 'rule',
    fr: {
      title: 'Étape impossible du référencement',
      detail: 'Cette action n’est pas possible dans l’état {state} ; elle l’est dans : {allowed}. Relisez le référencement.',
    },
    en: {
      title: 'Wrong state of the referral',
      detail: 'This action is not possible in state {state}; it is in: {allowed}. Read the referral again.',
    },
  },
  REFERRAL_NOT_OPEN: {
    kind: 'rule',
    fr: {
      title: 'Référencement non ouvert',
      detail: 'Ce référencement n’est pas ouvert à votre agence. Attendez l’alerte, ou contactez l’agence qui vous l’a annoncé.',
    },
    en: {
      title: 'Referral not open',
      detail: 'This referral is not open to your agency. Wait for the alert, or contact the agency that announced it.',
    },
  },
  REFERRAL_TO_OWN_AGENCY: {
    kind: 'input',
    fr: {
      title: 'Référencement à sa propre agence',
      detail: 'Un référencement s’adresse à une autre agence. Choisissez-en une, ou enregistrez le service que vous rendez vous-même.',
    },
    en: {
      title: 'Referral to the own agency',
      detail: 'A referral goes to another agency. Choose one, or record the service that you give yourself.',
    },
  },
  RECIPIENT_NOT_ACTIVE: {
    kind: 'rule',
    fr: {
      title: 'Agence destinataire inactive',
      detail: 'L’agence destinataire n’est pas active dans le répertoire (I-63). Choisissez une autre agence.',
    },
    en: {
      title: 'Receiving agency not active',
      detail: 'The receiving agency is not active in the directory (I-63). Choose another agency.',
    },
  },
  RECIPIENT_GETS_NO_RECORDS: {
    kind: 'rule',
    fr: {
      title: 'Destinataire exclu',
      detail: 'Une agence de la catégorie {category} ne reçoit jamais de données sur une personne (I-63). Choisissez une autre agence.',
    },
    en: {
      title: 'Recipient excluded',
      detail: 'An agency of category {category} never receives data about a person (I-63). Choose another agency.',
    },
  },
  CROSS_BORDER_MISMATCH: {
    kind: 'input',
    fr: {
      title: 'crossBorder incorrect',
      detail: 'crossBorder doit être vrai si l’agence destinataire est dans un autre pays que la vôtre, et faux sinon. Corrigez-le (I-67).',
    },
    en: {
      title: 'crossBorder is wrong',
      detail:
        'crossBorder has to be true if the receiving agency is in another country than yours, and false otherwise. Correct it (I-67).',
    },
  },
  PREVIOUS_REFERRAL_NOT_ENDED: {
    kind: 'rule',
    fr: {
      title: 'Référencement précédent non terminé',
      detail: 'previousReferralId doit désigner un référencement refusé ou expiré ; celui-ci est dans l’état {state}.',
    },
    en: {
      title: 'Previous referral not ended',
      detail: 'previousReferralId has to name a referral that was declined or has expired; this one is in state {state}.',
    },
  },
  CRITICAL_SAFETY_ALERT: {
    kind: 'rule',
    fr: {
      title: 'Alerte de sécurité critique',
      detail:
        'Une alerte de sécurité critique interdit tout envoi à la police, aux frontières, à l’immigration ou à l’étranger (DP-24). Traitez d’abord l’alerte avec votre superviseur.',
    },
    en: {
      title: 'Critical safety alert',
      detail:
        'A critical safety alert forbids sending anything to police, border force, immigration or abroad (DP-24). First deal with the alert together with your supervisor.',
    },
  },
  AGREEMENT_MISSING: {
    kind: 'rule',
    fr: {
      title: 'Accord de coopération manquant',
      detail:
        'Un envoi à l’étranger demande un accord de coopération en vigueur (I-67). Aucun ne peut encore être enregistré ici : choisissez une agence de votre pays.',
    },
    en: {
      title: 'Cooperation agreement missing',
      detail:
        'Sending abroad needs a cooperation agreement in force (I-67). None can be registered here yet: choose an agency of your own country.',
    },
  },
  DATA_NOT_COVERED: {
    kind: 'rule',
    fr: {
      title: 'Données non couvertes par le consentement',
      detail:
        'Le consentement en vigueur ne permet pas de partager avec cette agence : {categories} (I-62). Retirez ces catégories, ou recueillez un consentement qui les couvre.',
    },
    en: {
      title: 'Data not covered by the consent',
      detail:
        'The consent in force does not allow sharing with this agency: {categories} (I-62). Leave these categories out, or obtain a consent that covers them.',
    },
  },
  NOTHING_PROVIDED: {
    kind: 'input',
    fr: { title: 'Aucun complément', detail: 'Indiquez au moins une catégorie dans dataShared, ou une réponse dans answer.' },
    en: { title: 'Nothing provided', detail: 'Give at least one category in dataShared, or an answer in answer.' },
  },
});
