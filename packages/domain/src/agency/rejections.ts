import { rejections } from '../rejection-text.ts';

export const agencyRejections = rejections({
  KIND_IS_NO_AGENCY: {
    kind: 'input',
    fr: {
      title: 'Pas une agence',
      detail:
        'Une famille ou un média ne s’enregistre pas comme agence : aucun référencement ni aucune alerte ne leur est adressé. Choisissez une autre catégorie.',
    },
    en: {
      title: 'Not an agency',
      detail: 'A family or a medium is not registered as an agency: no referral and no alert goes to them. Choose another category.',
    },
  },
  AGENCY_NOT_ACTIVE: {
    kind: 'rule',
    fr: { title: 'Agence suspendue', detail: 'L’agence est suspendue. La coordination nationale doit d’abord la rétablir.' },
    en: { title: 'Agency suspended', detail: 'The agency is suspended. The national coordination has to reinstate it first.' },
  },
  AGENCY_ACTIVE: {
    kind: 'rule',
    fr: { title: 'Agence non suspendue', detail: 'L’agence est active : il n’y a rien à rétablir.' },
    en: { title: 'Agency not suspended', detail: 'The agency is active: there is nothing to reinstate.' },
  },
  NOT_YOUR_AGENCY: {
    kind: 'access',
    fr: {
      title: 'Autre agence',
      detail: 'Les alertes d’une agence ne se règlent que par elle-même. Utilisez l’identifiant de votre propre agence.',
    },
    en: { title: 'Another agency', detail: 'Only an agency itself decides about its alerts. Use the id of your own agency.' },
  },
  CHANNEL_NOT_OFFERED: {
    kind: 'input',
    fr: {
      title: 'Canal indisponible',
      detail: 'Les alertes ne partent pour l’instant que vers une adresse web. Indiquez WEBHOOK et son adresse.',
    },
    en: { title: 'Channel not offered', detail: 'For now alerts go to a web address only. Give WEBHOOK and its address.' },
  },
  ENDPOINT_ADDRESS_UNSAFE: {
    kind: 'input',
    fr: {
      title: 'Adresse non sûre',
      detail:
        'L’adresse doit commencer par https:// (http:// sur la machine même seulement), sans nom d’utilisateur, mot de passe ni fragment (#).',
    },
    en: {
      title: 'Unsafe address',
      detail: 'The address has to begin with https:// (http:// on the machine itself only), without user name, password or fragment (#).',
    },
  },
  TOO_MANY_ENDPOINTS: {
    kind: 'rule',
    fr: { title: 'Trop d’abonnements', detail: 'Une agence a au plus {limit} abonnements actifs. Mettez fin à l’un d’eux d’abord.' },
    en: { title: 'Too many subscriptions', detail: 'An agency has at most {limit} active subscriptions. End one of them first.' },
  },
  SUBSCRIPTION_ENDED: {
    kind: 'rule',
    fr: { title: 'Abonnement terminé', detail: 'Cet abonnement est terminé. Créez-en un nouveau avec un nouvel identifiant.' },
    en: { title: 'Subscription ended', detail: 'This subscription has ended. Make a new one with a new id.' },
  },
});
