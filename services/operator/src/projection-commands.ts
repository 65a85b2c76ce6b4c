import { allProjections } from '@amana/app/all-projections';
import { parkedStreams, replayParked, type ParkedStream } from '@amana/app/parking/replay-parked';
import { unpark } from '@amana/app/parking/unpark';
import type { RebuildDeps } from '@amana/app/rebuild/rebuild-deps';
import { goBack, rebuildProjection } from '@amana/app/rebuild/rebuild-projection';
import type { CommandTools } from './command-tools.ts';
import { WRONG_USAGE, type Actions } from './program.ts';
import { tableOf } from './table-of.ts';

type Projection = RebuildDeps['projection'];

export type ProjectionInside = Omit<RebuildDeps, 'projection' | 'onProgress'> & {
  readonly sleep: (ms: number) => Promise<unknown>;
  /** True where surely no worker of a projection runs, nor can be started until the command ends. */
  readonly standAlone: () => boolean;
};

export type ProjectionTools = CommandTools & {
  readonly sayError: (text: string) => void;
  /** Opens log and read models for as long as `use` takes. */
  readonly inside: (use: (deps: ProjectionInside) => Promise<number>) => Promise<number>;
  /** How long a worker is waited for. */
  readonly waitMs: number;
  readonly projections?: readonly Projection[];
};

/** `rebuild`, `parked` and `replay`. Each resolves to its exit code; throws what the stores and a rebuild throw. */
export function projectionCommands(tools: ProjectionTools): Pick<Actions, 'rebuild' | 'parked' | 'replay'> {
  const { inside, projections = allProjections, waitMs, progress, say, sayError, texts } = tools;
  const words = texts.projections;

  async function withOne(name: string | undefined, use: (projection: Projection, deps: ProjectionInside) => Promise<number>): Promise<number> {
    const projection = projections.find((each) => each.name === name);
    if (projection !== undefined) return inside((deps) => use(projection, deps));
    sayError(words.unknown(projections.map((each) => each.name)));
    return WRONG_USAGE;
  }

  return {
    rebuild: (name, { back, anew }) =>
      withOne(name, async (projection, inner) => {
        const deps = { ...inner, projection, onProgress: progress.report };
        const said = back ? words.wentBack({ name: projection.name, ...(await goBack(deps)) }) : words.rebuilt({ name: projection.name, ...(await rebuildProjection(deps, { anew })) });
        progress.stop();
        say(said);
        return 0;
      }),

    parked: () =>
      inside(async ({ rows }) => {
        const found = await Promise.all(projections.map(async (projection) => (await parkedStreams(projection, rows)).map((parked) => lineOf(projection, parked))));
        const lines = found.flat();
        say(lines.length === 0 ? words.nothingParked : `${tableOf([words.heads, ...lines])}\n${words.howToReplay}`);
        return 0;
      }),

    replay: (name, stream) =>
      withOne(name, async (projection, deps) => {
        const answer = deps.standAlone() ? { answer: (build: string) => unpark(projection, { build, which: 'asked' }, deps) } : {};
        const { mended, still, unanswered } = await replayParked(projection, stream, { ...deps, ...answer, waitMs });
        for (const each of mended) say(words.mended(each));
        for (const each of still) say(words.still(each));
        if (unanswered.length > 0) say(words.unanswered(unanswered.length));
        const isOver = still.length + unanswered.length === 0;
        if (isOver && mended.length === 0) say(stream === undefined ? words.nothingParked : words.notParked(projection.name, stream));
        return isOver ? 0 : 1;
      }),
  };
}

const lineOf = ({ name }: Projection, { stream, revision, eventId, reason }: ParkedStream): string[] => [name, stream, String(revision), eventId, reason];
