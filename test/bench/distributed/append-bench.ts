import { randomUUID } from 'node:crypto';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { appendsOf, type StoredAppend } from './appends-of.ts';
import { alternate, type Figures, type Limits, type Slice } from '../alternate.ts';
import type { Append, BareAppends } from './bare-appends.ts';
import type { CommandPump } from './command-pump.ts';

type Options = {
  readonly pump: CommandPump;
  readonly bare: BareAppends;
  readonly store: EventStore;
  /** What commands have stored: the others append the same again, append by append. */
  readonly log: readonly RecordedEvent[];
  readonly together: number;
  readonly limits: Limits;
};

const SLICE_MS = 800;

export type AppendFigures = Readonly<Record<'bareUnary' | 'bareBatch' | 'bareReadAndAppend' | 'port' | 'command', Figures>>;

/** Commands over HTTP against appends of the same events, all with so many under way. Appends per second; a command is one append. */
export function benchAppends({ pump, bare, store, log, together, limits }: Options): Promise<AppendFigures> {
  const appends = appendsOf(log);
  let count = 0;
  const rateOf =
    (append: (stream: string) => Append): Slice =>
    async () => {
      const began = performance.now();
      const before = count;
      const work = async (): Promise<void> => {
        while (performance.now() - began < SLICE_MS) {
          const { stream, events } = appends[count++ % appends.length] as StoredAppend;
          await append(stream)(events);
        }
      };
      await Promise.all(Array.from({ length: together }, work));
      return ((count - before) * 1_000) / (performance.now() - began);
    };
  const byPort: Append = (events) => store.append(`bench-${randomUUID()}`, 'no-stream', events.map((event) => ({ ...event, id: randomUUID() })));
  return alternate(
    {
      bareUnary: rateOf(() => bare.unary),
      bareBatch: rateOf(() => bare.batch),
      bareReadAndAppend: rateOf(bare.readAndAppend),
      port: rateOf(() => byPort),
      command: () => pump.slice(SLICE_MS),
    },
    limits,
  );
}
