import { rejections } from '../../rejection-text.ts';

export const serviceRejections = rejections({
  QUANTITY_AND_UNIT_TOGETHER: {
    kind: 'input',
    fr: { title: 'Quantité ou unité manquante', detail: 'Une quantité ne dit rien sans son unité, ni une unité sans quantité. Indiquez les deux, ou aucune.' },
    en: { title: 'Quantity or unit missing', detail: 'A quantity says nothing without its unit, nor a unit without a quantity. Give both, or neither.' },
  },
  ITEM_IS_FOR_OTHER_SERVICE: {
    kind: 'input',
    fr: { title: 'Autre service prévu', detail: 'Cet élément du plan prévoit le service {service}. Corrigez type, ou désignez un autre élément.' },
    en: { title: 'Another service was planned', detail: 'This item of the plan is for the service {service}. Correct type, or name another item.' },
  },
  SERVICE_NOT_REFERRED: {
    kind: 'input',
    fr: { title: 'Service non demandé', detail: 'Ce référencement demande le service {service} (I-64). Corrigez type ; pour un autre service, demandez un autre référencement.' },
    en: { title: 'Service not referred', detail: 'This referral asks for the service {service} (I-64). Correct type; for another service ask for another referral.' },
  },
  PROVIDER_NOT_YOUR_AGENCY: {
    kind: 'input',
    fr: { title: 'Autre prestataire', detail: 'Votre agence n’enregistre que les services qu’elle a rendus elle-même (I-64). Laissez providerAgencyId de côté.' },
    en: { title: 'Another provider', detail: 'Your agency records only services that it gave itself (I-64). Leave providerAgencyId out.' },
  },
  NOT_A_PARTNERS_TO_NAME: {
    kind: 'input',
    fr: { title: 'Champ réservé à l’agence du dossier', detail: 'Le référencement dit déjà à quoi répond le service : laissez itemId et centreId de côté (I-64).' },
    en: { title: 'Field of the case’s agency', detail: 'The referral already says what the service answers: leave itemId and centreId out (I-64).' },
  },
  STOCK_TOO_LOW: {
    kind: 'rule',
    fr: {
      title: 'Stock insuffisant',
      detail: 'Stock connu de {item} : {known} (I-52). Remettez-en moins, enregistrez une réception ou un comptage, ou demandez à un superviseur de remettre avec overrideReason.',
    },
    en: {
      title: 'Stock too low',
      detail: 'Known stock of {item}: {known} (I-52). Issue less, record a receipt or a count, or ask a supervisor to issue with overrideReason.',
    },
  },
});
