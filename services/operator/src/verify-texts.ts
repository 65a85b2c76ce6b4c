import type { ProjectionReport } from '@amana/app/verify/verify-rows';
import type { Language } from '@amana/platform/fill-text';

/** What `verify` says beside its faults. */
export type VerifyTexts = {
  readonly heads: readonly [what: string, streams: string, checked: string, remarks: string];
  readonly log: string;
  readonly access: string;
  readonly projection: (name: string) => string;
  readonly events: (count: number) => string;
  readonly seals: (counts: { parts: number; keys: number; destroyed: number }) => string;
  readonly rows: (count: number) => string;
  readonly stoppedEarly: string;
  readonly states: Readonly<Record<ProjectionReport['state'], string>>;
  readonly waiting: (streams: number) => string;
  readonly noRows: string;
  readonly rowsLeftOut: string;
  readonly more: (code: string, count: number) => string;
  readonly sound: string;
  readonly faults: (count: number) => string;
  readonly digest: (noted: string) => string;
};

const en: VerifyTexts = {
  heads: ['what', 'streams', 'checked', 'remarks'],
  log: 'log',
  access: 'record of reads',
  projection: (name) => `read model ${name}`,
  events: (count) => `${count} events`,
  seals: ({ parts, keys, destroyed }) => `${parts} sealed parts, ${keys} keys${destroyed === 0 ? '' : `, ${destroyed} of them destroyed with a receipt`}`,
  rows: (count) => `${count} rows`,
  stoppedEarly: 'NOT TO ITS END',
  states: { compared: '', 'not-built': 'not built yet: it is made when Amana starts', 'not-compared': 'NOT COMPARED: see below' },
  waiting: (streams) => `${streams} streams that are still to be read: verify again when Amana has caught up`,
  noRows: 'There are no read models here: they are made from the log when Amana starts.',
  rowsLeftOut: 'The read models were not compared, since the log cannot be read to its end.',
  more: (code, count) => `${code}  … and ${count} more of this kind.`,
  sound: 'Everything is as it was written.',
  faults: (count) => `Faults: ${count}.`,
  digest: (noted) => `Digest of log and record of reads: ${noted}\nNote it elsewhere. Later, and on copies: npm run amana -- verify --noted ${noted}`,
};

const fr: VerifyTexts = {
  heads: ['quoi', 'flux', 'contrôlé', 'remarques'],
  log: 'journal',
  access: 'journal des lectures',
  projection: (name) => `vue ${name}`,
  events: (count) => `${count} événements`,
  seals: ({ parts, keys, destroyed }) => `${parts} parties scellées, ${keys} clés${destroyed === 0 ? '' : `, dont ${destroyed} détruites avec un reçu`}`,
  rows: (count) => `${count} lignes`,
  stoppedEarly: 'PAS JUSQU’À LA FIN',
  states: { compared: '', 'not-built': 'pas encore faite : elle l’est quand Amana démarre', 'not-compared': 'PAS COMPARÉE : voir plus bas' },
  waiting: (streams) => `${streams} flux encore à lire : vérifiez de nouveau quand Amana a rattrapé son retard`,
  noRows: 'Il n’y a pas de vues ici : elles sont faites à partir du journal quand Amana démarre.',
  rowsLeftOut: 'Les vues n’ont pas été comparées, puisque le journal ne se lit pas jusqu’à la fin.',
  more: (code, count) => `${code}  … et ${count} autres de cette sorte.`,
  sound: 'Tout est comme il a été écrit.',
  faults: (count) => `Fautes : ${count}.`,
  digest: (noted) => `Empreinte du journal et du journal des lectures : ${noted}\nNotez-la ailleurs. Plus tard, et sur des copies : npm run amana -- verify --noted ${noted}`,
};

export const verifyTexts: Readonly<Record<Language, VerifyTexts>> = { en, fr };
