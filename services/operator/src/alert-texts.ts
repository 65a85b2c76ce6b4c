import type { Language } from '@amana/platform/fill-text';

/** What `alerts` says. */
export type AlertTexts = {
  readonly command: string;
  readonly send: string;
  readonly heads: readonly [agency: string, reason: string, count: string, oldest: string];
  readonly nothingParked: string;
  readonly howToSend: string;
  readonly notParked: (agency: string) => string;
  readonly letGo: (count: number, agency: string) => string;
};

const en: AlertTexts = {
  command:
    'Lists alerts that are parked, by agency and reason: how many, and from when the oldest is. With --send an agency’s parked alerts go again, under their first ids; also those older than 14 days. May run beside Amana.\nFirst mend the reason: an address that is not allowed, a server that was away for days.',
  send: 'the agency whose parked alerts go again, by its id',
  heads: ['agency', 'reason', 'alerts', 'oldest'],
  nothingParked: 'No alert is parked.',
  howToSend: 'A parked alert holds back no other. Where the reason is mended, they go again: npm run amana -- alerts --send <agency>',
  notParked: (agency) => `No alert is parked for ${agency}.`,
  letGo: (count, agency) => `${count} of ${agency} are let go: the notifier sends them, also after its next start. One that fails again is parked again, and one whose endpoint has ended, or that a later word replaced, at once: npm run amana -- alerts`,
};

const fr: AlertTexts = {
  command:
    'Liste les alertes garées, par agence et par raison : combien, et de quand est la plus ancienne. Avec --send, les alertes garées d’une agence repartent, sous leurs premiers identifiants ; aussi celles de plus de 14 jours. Peut tourner à côté d’Amana.\nRéparez d’abord la raison : une adresse non permise, un serveur absent pendant des jours.',
  send: 'l’agence dont les alertes garées repartent, par son identifiant',
  heads: ['agence', 'raison', 'alertes', 'la plus ancienne'],
  nothingParked: 'Aucune alerte n’est garée.',
  howToSend: 'Une alerte garée n’en retient aucune autre. Une fois la raison réparée, elles repartent : npm run amana -- alerts --send <agence>',
  notParked: (agency) => `Aucune alerte n’est garée pour ${agency}.`,
  letGo: (count, agency) => `${count} de ${agency} sont relâchées : le notificateur les envoie, au besoin après son prochain démarrage. Celle qui échoue de nouveau est garée de nouveau ; celle dont le point d’accès a pris fin, ou qu’un mot plus récent remplace, l’est aussitôt : npm run amana -- alerts`,
};

export const alertTexts: Readonly<Record<Language, AlertTexts>> = { en, fr };
