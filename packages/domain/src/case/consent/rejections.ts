import { rejections } from '../../rejection-text.ts';

export const consentRejections = rejections({
  LANGUAGE_NOT_NAMED: {
    kind: 'input',
    fr: {
      title: 'Langue non indiquée',
      detail: 'L’information est donnée dans une langue que la personne comprend (I-23). Indiquez dans lang la langue utilisée, « mis » si la liste ne l’a pas ; si aucune langue commune n’a été trouvée, faites venir un interprète, puis informez.',
    },
    en: {
      title: 'Language not named',
      detail: 'Information is given in a language that the person understands (I-23). Name the language used in lang, `mis` where the list lacks it; where no common language was found, get an interpreter and inform then.',
    },
  },
  INFORMATION_INCOMPLETE: {
    kind: 'rule',
    fr: {
      title: 'Information incomplète',
      detail:
        'L’information nommée ne couvre pas les 7 points (CL-39, I-21) ; il manque : {missing}. Informez sur tous les points avec provide-consent-information, puis recueillez le consentement.',
    },
    en: {
      title: 'Information incomplete',
      detail:
        'The information that is named does not cover the 7 topics (CL-39, I-21); missing: {missing}. Inform about all of them with provide-consent-information, then obtain the consent.',
    },
  },
  GIVER_NOT_ENTITLED: {
    kind: 'rule',
    fr: {
      title: 'Consentement non valable',
      detail: 'Un adulte consent lui-même ; pour un enfant (ou un âge inconnu), un tuteur enregistré ou un juge consent (I-10, I-22). Une personne devenue majeure entre-temps consent elle-même, aujourd’hui, à tout partage.',
    },
    en: {
      title: 'Giver not entitled',
      detail: 'An adult consents in person; for a child (or an unknown age) a recorded guardian or a judge does (I-10, I-22). Whoever has come of age since then consents to any sharing in person, today.',
    },
  },
  ASSENT_MISSING: {
    kind: 'rule',
    fr: { title: 'Avis de l’enfant manquant', detail: 'Recueillez d’abord l’avis de l’enfant pour ce consentement (record-assent, I-22).' },
    en: { title: 'Assent missing', detail: 'First record the child’s view on this consent (record-assent, I-22).' },
  },
  CHILD_DISAGREES: {
    kind: 'rule',
    fr: {
      title: 'L’enfant n’est pas d’accord',
      detail: 'L’enfant s’oppose à ce consentement (I-22). Respectez son avis ; s’il change, recueillez-le de nouveau avec record-assent.',
    },
    en: {
      title: 'The child disagrees',
      detail: 'The child is against this consent (I-22). Respect that view; if it changes, record it anew with record-assent.',
    },
  },
  ASSENT_AFTER_CONSENT: {
    kind: 'rule',
    fr: {
      title: 'Consentement déjà donné',
      detail:
        'L’avis de l’enfant se recueille avant le consentement. Si l’enfant change d’avis, retirez le consentement (withdraw-consent).',
    },
    en: {
      title: 'Consent already given',
      detail: 'The child’s view is recorded before the consent. If the child changes its mind, withdraw the consent (withdraw-consent).',
    },
  },
  SCOPE_NOT_FOR_CHILDREN: {
    kind: 'rule',
    fr: {
      title: 'Jamais pour un enfant',
      detail:
        'Cette portée est toujours refusée pour un enfant ou une personne d’âge inconnu (DP-23). Ne la proposez pas ; vérifiez l’âge enregistré.',
    },
    en: {
      title: 'Never for a child',
      detail: 'This scope is always denied for a child or a person of unknown age (DP-23). Do not propose it; check the recorded age.',
    },
  },
  RECIPIENT_NEVER_ALLOWED: {
    kind: 'input',
    fr: { title: 'Destinataire interdit', detail: 'Cette catégorie ne reçoit jamais de données sur une personne (CL-29). Retirez-la.' },
    en: { title: 'Recipient never allowed', detail: 'This category never gets data about a person (CL-29). Remove it.' },
  },
  RECIPIENTS_NEEDED: {
    kind: 'input',
    fr: {
      title: 'Destinataires manquants',
      detail: 'Un consentement à {scope} nomme au moins un destinataire. Indiquez avec qui la personne accepte de partager.',
    },
    en: {
      title: 'Recipients missing',
      detail: 'A consent to {scope} names at least one recipient. Say with whom the person agrees to share.',
    },
  },
  COUNTRY_NEEDED: {
    kind: 'input',
    fr: { title: 'Pays manquant', detail: 'Un partage transfrontalier nomme le pays de chaque destinataire (I-67). Indiquez country.' },
    en: { title: 'Country missing', detail: 'Sharing across a border names the country of each recipient (I-67). Give country.' },
  },
  DATA_CATEGORIES_NEEDED: {
    kind: 'input',
    fr: {
      title: 'Catégories de données manquantes',
      detail: 'Un consentement à {scope} dit quelles données sont partagées (I-62). Indiquez au moins une catégorie dans dataCategories.',
    },
    en: {
      title: 'Data categories missing',
      detail: 'A consent to {scope} says which data are shared (I-62). Give at least one category in dataCategories.',
    },
  },
  SCOPE_SHARES_NOTHING: {
    kind: 'input',
    fr: { title: 'Portée sans partage', detail: 'La portée {scope} ne partage aucune donnée : laissez dataCategories vide.' },
    en: { title: 'Scope shares nothing', detail: 'The scope {scope} shares no data: leave dataCategories empty.' },
  },
  VALIDITY_REVERSED: {
    kind: 'input',
    fr: { title: 'Validité inversée', detail: 'La fin de validité précède le début. Corrigez validFrom ou validUntil.' },
    en: { title: 'Validity reversed', detail: 'The end of the validity lies before its beginning. Correct validFrom or validUntil.' },
  },
  GIVER_NAME_NOT_NEEDED: {
    kind: 'input',
    fr: { title: 'Nom inutile', detail: 'La personne consent elle-même : retirez giverName.' },
    en: { title: 'Name not needed', detail: 'The person consents in person: remove giverName.' },
  },
  CONSENT_OR_SCOPE: {
    kind: 'input',
    fr: { title: 'Un consentement ou une portée', detail: 'Indiquez soit consentId, soit scope.' },
    en: { title: 'One consent or one scope', detail: 'Give either consentId or scope.' },
  },
  CONSENT_IN_FORCE: {
    kind: 'rule',
    fr: {
      title: 'Consentement en vigueur',
      detail:
        'Un consentement à {scope} est en vigueur, ou le sera, et un refus n’y met pas fin. Si la personne le reprend, utilisez withdraw-consent.',
    },
    en: {
      title: 'Consent in force',
      detail: 'A consent to {scope} is in force, or will be, and a refusal does not end it. If the person takes it back, use withdraw-consent.',
    },
  },
  NOTHING_TO_WITHDRAW: {
    kind: 'rule',
    fr: {
      title: 'Rien à retirer',
      detail:
        'Aucun consentement de ce dossier, qui ne soit déjà retiré, ne correspond. Vérifiez l’identifiant ou la portée. Si la personne dit non à une portée, enregistrez-le avec refuse-consent : un consentement plus ancien, envoyé plus tard par un appareil, n’ouvre alors rien (I-25).',
    },
    en: {
      title: 'Nothing to withdraw',
      detail:
        'No consent of this case fits that has not been withdrawn already. Check the id or the scope. Where the person says no to a scope, record that with refuse-consent: an older consent that a device sends later then opens nothing (I-25).',
    },
  },
});
