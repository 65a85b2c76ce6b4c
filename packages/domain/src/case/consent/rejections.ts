import { rejections } from '../../rejection-text.ts';

export const consentRejections = rejections({
  INFORMATION_INCOMPLETE: {
    kind: 'rule',
    fr: { title: 'Information incomplète', detail: 'Ce consentement s’appuie sur une information qui ne couvre pas les 7 thèmes (CL-39, I-21). Informez d’abord sur tous les thèmes.' },
    en: { title: 'Information incomplete', detail: 'This consent relies on an information that does not cover the 7 topics (CL-39, I-21). First inform about all of them.' },
  },
  GIVER_NOT_ENTITLED: {
    kind: 'rule',
    fr: { title: 'Consentement non valable', detail: 'Un adulte consent lui-même ; pour un enfant (ou un âge inconnu), un tuteur enregistré ou un juge consent (I-10, I-22).' },
    en: { title: 'Giver not entitled', detail: 'An adult consents in person; for a child (or an unknown age) a recorded guardian or a judge does (I-10, I-22).' },
  },
  ASSENT_MISSING: {
    kind: 'rule',
    fr: { title: 'Avis de l’enfant manquant', detail: 'Recueillez d’abord l’avis de l’enfant pour ce consentement (record-assent, I-22).' },
    en: { title: 'Assent missing', detail: 'First record the child’s view on this consent (record-assent, I-22).' },
  },
  CHILD_DISAGREES: {
    kind: 'rule',
    fr: { title: 'L’enfant n’est pas d’accord', detail: 'L’enfant s’oppose à ce consentement (I-22). Respectez son avis, ou saisissez l’autorité de tutelle.' },
    en: { title: 'The child disagrees', detail: 'The child is against this consent (I-22). Respect that view, or turn to the guardianship authority.' },
  },
  ASSENT_AFTER_CONSENT: {
    kind: 'rule',
    fr: { title: 'Consentement déjà donné', detail: 'L’avis de l’enfant se recueille avant le consentement. Si l’enfant change d’avis, retirez le consentement (withdraw-consent).' },
    en: { title: 'Consent already given', detail: 'The child’s view is recorded before the consent. If the child changes its mind, withdraw the consent (withdraw-consent).' },
  },
  SCOPE_NOT_FOR_CHILDREN: {
    kind: 'rule',
    fr: { title: 'Jamais pour un enfant', detail: 'Cette portée est toujours refusée pour un enfant (DP-23).' },
    en: { title: 'Never for a child', detail: 'This scope is always denied for a child (DP-23).' },
  },
  RECIPIENT_NEVER_ALLOWED: {
    kind: 'input',
    fr: { title: 'Destinataire interdit', detail: 'Cette catégorie ne reçoit jamais de données sur une personne (CL-29). Retirez-la.' },
    en: { title: 'Recipient never allowed', detail: 'This category never gets data about a person (CL-29). Remove it.' },
  },
  RECIPIENTS_NEEDED: {
    kind: 'input',
    fr: { title: 'Destinataires manquants', detail: 'Nommez au moins un destinataire pour cette portée ; un partage transfrontalier nomme aussi le pays.' },
    en: { title: 'Recipients missing', detail: 'Name at least one recipient for this scope; sharing across a border also names the country.' },
  },
  SCOPE_SHARES_NOTHING: {
    kind: 'input',
    fr: { title: 'Portée sans partage', detail: 'Cette portée ne partage aucune donnée : laissez dataCategories vide.' },
    en: { title: 'Scope shares nothing', detail: 'This scope shares no data: leave dataCategories empty.' },
  },
  VALIDITY_REVERSED: {
    kind: 'input',
    fr: { title: 'Validité inversée', detail: 'La fin de validité précède le début.' },
    en: { title: 'Validity reversed', detail: 'The end of the validity lies before its beginning.' },
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
  NOTHING_TO_WITHDRAW: {
    kind: 'rule',
    fr: { title: 'Rien à retirer', detail: 'Aucun consentement en vigueur ne correspond. Vérifiez l’identifiant ou la portée.' },
    en: { title: 'Nothing to withdraw', detail: 'No consent in force fits. Check the id or the scope.' },
  },
});
