import type { LogLoop } from '@amana/app/log-loop';
import type { EventStore } from '@amana/ports/event-store';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import type { Topic } from '@amana/ports/topic';

export type Ports = { readonly events: EventStore; readonly rows: ReadModelStore; readonly topic: Topic };

/** Milliseconds from the first page that was asked for to the head of the log, and what of them passed in each call of a port. */
export type Run = { readonly ms: number; readonly steps: ReadonlyMap<string, number> };

/** Runs a worker over the whole log, once. What it does before its first page (its checkpoint, its indexes) is not counted. */
export async function runToHead(ports: Ports, makeLoop: (ports: Ports) => LogLoop): Promise<Run> {
  const steps = new Map<string, number>();
  const atHead = Promise.withResolvers<number>();
  let began: number | undefined;

  function timed<Args extends unknown[], Result>(step: string, call: (...args: Args) => Promise<Result>): (...args: Args) => Promise<Result> {
    return async (...args) => {
      const from = performance.now();
      began ??= from;
      try {
        return await call(...args);
      } finally {
        steps.set(step, (steps.get(step) ?? 0) + performance.now() - from);
      }
    };
  }

  const { events, rows, topic } = ports;
  const loop = makeLoop({
    events: {
      ...events,
      readLog: timed('log', (...args: Parameters<EventStore['readLog']>) => events.readLog(...args)),
      waitForMore: (...args) => {
        atHead.resolve(performance.now());
        return events.waitForMore(...args);
      },
    },
    rows: {
      ...rows,
      rowsOf: timed('rows read', (...args: Parameters<ReadModelStore['rowsOf']>) => rows.rowsOf(...args)),
      apply: timed('rows and checkpoint', (...args: Parameters<ReadModelStore['apply']>) => rows.apply(...args)),
    },
    topic: { ...topic, publish: timed('topic', (...args: Parameters<Topic['publish']>) => topic.publish(...args)) },
  });
  const running = loop.run();
  try {
    const ended = await Promise.race([atHead.promise, running]);
    return { ms: (ended ?? Number.NaN) - (began ?? Number.NaN), steps };
  } finally {
    await loop.stop();
  }
}

/** The middle of each step over several runs, as shares of the whole; what is left is the worker's own. */
export function sharesOf(runs: readonly Run[]): string {
  const total = runs.reduce((sum, { ms }) => sum + ms, 0);
  const names = [...new Set(runs.flatMap(({ steps }) => [...steps.keys()]))];
  const spent = names.map((name) => [name, runs.reduce((sum, { steps }) => sum + (steps.get(name) ?? 0), 0)] as const);
  const rest = total - spent.reduce((sum, [, ms]) => sum + ms, 0);
  return [...spent, ['own work', rest] as const].map(([name, ms]) => `${name} ${Math.round((ms * 100) / total)} %`).join(', ');
}
