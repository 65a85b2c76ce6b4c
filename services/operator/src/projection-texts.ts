import type { ParkedStream } from '@amana/app/parking/replay-parked';
import type { Rebuilt } from '@amana/app/rebuild/rebuild-projection';
import type { RebuildStage } from '@amana/app/rebuild/rebuild-deps';
import type { Language } from '@amana/platform/fill-text';

type Switched = { readonly name: string; readonly build: string; readonly previous: string | undefined };

/** What `rebuild`, `parked` and `replay` say. */
export type ProjectionTexts = {
  readonly commands: { readonly rebuild: string; readonly parked: string; readonly replay: string };
  readonly projection: string;
  readonly stream: string;
  readonly back: string;
  readonly anew: string;
  readonly stages: Readonly<Record<RebuildStage, string>>;
  readonly unknown: (known: readonly string[]) => string;
  readonly rebuilt: (done: Rebuilt & { readonly name: string }) => string;
  readonly wentBack: (done: Switched) => string;
  readonly heads: readonly [projection: string, stream: string, revision: string, event: string, reason: string];
  readonly nothingParked: string;
  readonly notParked: (name: string, stream: string) => string;
  readonly howToReplay: string;
  readonly mended: (stream: string) => string;
  readonly still: (parked: ParkedStream) => string;
  readonly unanswered: (count: number) => string;
};

const en: ProjectionTexts = {
  commands: {
    rebuild:
      'Builds a projection anew beside the one that is read, compares every row with what the log makes anew, and has the new one read; the old one is kept. May run beside Amana, also on engines. Killed, it goes on when the command is given again.\nRefused where one row differs, or one event cannot be applied: then readers read what they read before.',
    parked: 'Lists cases that a projection could not apply, with the event before which they stand still.',
    replay: 'Has the worker of a projection try its parked cases again, all or one. May run beside Amana; a start of Amana tries them as well.',
  },
  projection: 'name of a projection, such as case-list',
  stream: 'one case, as `parked` names it (default: all)',
  back: 'has the build read again that was read before, once it has caught up',
  anew: 'throws away what an earlier rebuild has left unfinished, or was refused, and begins at the start of the log',
  stages: { build: 'Building', 'compare-rows': 'Comparing rows', 'catch-up': 'Catching up' },
  unknown: (known) => `There is no such projection. There are: ${known.join(', ')}.`,
  rebuilt: ({ name, build, previous, streams, rows, goneOn }) =>
    [
      ...(goneOn ? ['It went on where an earlier rebuild had ended.'] : []),
      `Rebuilt: ${build} is read now. ${rows} rows of ${streams} streams are what the log makes anew.`,
      `The old build ${previous ?? ''} is kept until the next rebuild. To go back: npm run amana -- rebuild ${name} --back`,
      'Pages of lists that were under way begin again: their cursors are refused (CURSOR_INVALID).',
    ].join('\n'),
  wentBack: ({ name, build, previous }) => `Gone back: ${build} is read now. To read ${previous ?? ''} again: npm run amana -- rebuild ${name} --back`,
  heads: ['projection', 'case', 'revision', 'event', 'reason'],
  nothingParked: 'Nothing is parked.',
  notParked: (name, stream) => `${stream} is not parked in ${name}.`,
  howToReplay: 'What is parked is shown as it was before that event. After a mended release has started it is tried by itself; to try it now: npm run amana -- replay <projection> [case]',
  mended: (stream) => `${stream}: whole again.`,
  still: ({ stream, revision, reason, eventId }) => `${stream}: parked still, at revision ${revision} (${reason}, event ${eventId}). Start a release that can apply it, then it is tried by itself.`,
  unanswered: (count) => `${count} not tried yet: no worker has answered. Is the projector running (/readyz)? They are tried when it comes to it.`,
};

const fr: ProjectionTexts = {
  commands: {
    rebuild:
      'Refait une projection à côté de celle qui est lue, compare chaque ligne avec ce que le journal en refait, et fait lire la nouvelle ; l’ancienne est gardée. Peut tourner à côté d’Amana, aussi sur des moteurs. Tuée, elle reprend quand la commande est redonnée.\nRefusée si une ligne diffère, ou si un événement ne peut être appliqué : les lecteurs lisent alors ce qu’ils lisaient.',
    parked: 'Liste les dossiers qu’une projection n’a pas pu appliquer, avec l’événement avant lequel ils restent arrêtés.',
    replay: 'Fait réessayer les dossiers garés d’une projection, tous ou un seul. Peut tourner à côté d’Amana ; un démarrage d’Amana les réessaie aussi.',
  },
  projection: 'nom d’une projection, par exemple case-list',
  stream: 'un dossier, comme `parked` le nomme (par défaut : tous)',
  back: 'fait lire de nouveau la version construite auparavant, dès qu’elle a rattrapé le journal',
  anew: 'jette ce qu’une reconstruction a laissé inachevé, ou qui a été refusé, et recommence au début du journal',
  stages: { build: 'Construction', 'compare-rows': 'Comparaison des lignes', 'catch-up': 'Rattrapage' },
  unknown: (known) => `Cette projection n’existe pas. Il y a : ${known.join(', ')}.`,
  rebuilt: ({ name, build, previous, streams, rows, goneOn }) =>
    [
      ...(goneOn ? ['Elle a repris là où une reconstruction s’était arrêtée.'] : []),
      `Refaite : ${build} est lue maintenant. ${rows} lignes de ${streams} flux sont ce que le journal en refait.`,
      `L’ancienne, ${previous ?? ''}, est gardée jusqu’à la prochaine reconstruction. Pour revenir : npm run amana -- rebuild ${name} --back`,
      'Les listes qu’on parcourait reprennent à la première page : leurs curseurs sont refusés (CURSOR_INVALID).',
    ].join('\n'),
  wentBack: ({ name, build, previous }) => `Revenu : ${build} est lue maintenant. Pour lire de nouveau ${previous ?? ''} : npm run amana -- rebuild ${name} --back`,
  heads: ['projection', 'dossier', 'révision', 'événement', 'raison'],
  nothingParked: 'Rien n’est garé.',
  notParked: (name, stream) => `${stream} n’est pas garé dans ${name}.`,
  howToReplay: 'Ce qui est garé se montre tel qu’avant cet événement. Après le démarrage d’une version corrigée, c’est réessayé tout seul ; pour réessayer maintenant : npm run amana -- replay <projection> [dossier]',
  mended: (stream) => `${stream} : de nouveau entier.`,
  still: ({ stream, revision, reason, eventId }) => `${stream} : toujours garé, à la révision ${revision} (${reason}, événement ${eventId}). Démarrez une version qui sait l’appliquer, il sera réessayé tout seul.`,
  unanswered: (count) => `${count} pas encore réessayés : personne n’a répondu. Le projecteur tourne-t-il (/readyz) ? Ils le seront quand il y viendra.`,
};

export const projectionTexts: Readonly<Record<Language, ProjectionTexts>> = { en, fr };
