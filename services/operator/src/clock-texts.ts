import type { Language } from '@amana/platform/fill-text';

/** What `clock` says. */
export type ClockTexts = {
  readonly command: string;
  readonly yes: string;
  /** `confirmedAt`: the last confirmation, if there is one. */
  readonly shown: (now: string, confirmedAt: string | undefined) => string;
  readonly confirmed: (at: string) => string;
};

const en: ClockTexts = {
  command:
    'Shows the clock of this machine; with --yes it is confirmed, for when /readyz says that `clock` is not ok: after a jump, or because a wrong time in the future is in the log. First set the clock right. May run beside Amana.',
  yes: 'yes, somebody has compared it with another clock, and it is right',
  shown: (now, confirmedAt) =>
    [
      `The clock of this machine stands at ${now} (UTC).`,
      confirmedAt === undefined ? 'It was never confirmed in this era of the log.' : `It was confirmed last at ${confirmedAt}.`,
      'Compare it with another one. If it is right: npm run amana -- clock --yes',
    ].join('\n'),
  confirmed: (at) =>
    [
      `Confirmed: at ${at} (UTC) this clock was right.`,
      'Services whose clock stands within five minutes of it trust theirs again at once, and after each start; look at /readyz. Where `clock` is still not ok, set the clock of that machine right, then give this command again.',
    ].join('\n'),
};

const fr: ClockTexts = {
  command:
    'Montre l’horloge de cette machine ; avec --yes elle est confirmée, quand /readyz dit que `clock` n’est pas bon : après un saut, ou parce qu’une heure fausse, dans le futur, est au journal. Remettez d’abord l’horloge à l’heure. Peut tourner à côté d’Amana.',
  yes: 'oui, quelqu’un l’a comparée à une autre horloge, et elle est juste',
  shown: (now, confirmedAt) =>
    [
      `L’horloge de cette machine indique ${now} (UTC).`,
      confirmedAt === undefined ? 'Elle n’a jamais été confirmée dans cette ère du journal.' : `Elle a été confirmée la dernière fois à ${confirmedAt}.`,
      'Comparez-la à une autre. Si elle est juste : npm run amana -- clock --yes',
    ].join('\n'),
  confirmed: (at) =>
    [
      `Confirmée : à ${at} (UTC), cette horloge était juste.`,
      'Les services dont l’horloge est à moins de cinq minutes de celle-ci font de nouveau confiance à la leur tout de suite, et après chaque démarrage ; voyez /readyz. Là où `clock` n’est toujours pas bon, remettez l’horloge de cette machine à l’heure, puis redonnez cette commande.',
    ].join('\n'),
};

export const clockTexts: Readonly<Record<Language, ClockTexts>> = { en, fr };
