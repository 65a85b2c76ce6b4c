import { streamName } from '@amana/domain/aggregate';
import { caseAggregate } from '@amana/domain/case/state';
import type { AccessPurpose } from '@amana/domain/code-lists/cl-58-access-purpose';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { foldSealed } from '../fold-sealed.ts';
import { mayReadCase, replayers } from './may-read.ts';
import { recordAccess, type AccessDeps, type Reader } from './record-access.ts';

export type ReadersQuestion = {
  readonly id: string;
  readonly reader: Reader;
  readonly purpose: AccessPurpose;
  /** Position in the log of reads to go on from. */
  readonly after: bigint | undefined;
};

/** One reading of the case: by whom, in which role, when, what was shown, and why. */
export type Reading = {
  readonly userId: string;
  readonly role: string;
  readonly agencyId: string;
  readonly at: string;
  readonly view: string;
  readonly purpose: string;
  readonly classes: readonly string[];
};

export type ReadersOfCase = { readonly readings: readonly Reading[]; readonly next: bigint | undefined };

const PAGE = 1_000;
const PAGES = 10;

/**
 * Who read a case, oldest first (DP-12): alone, in a list or as a packet. Looks through so many reads of all cases in one request,
 * and says where to go on while more stand behind: a page may hold few readings, or none, and still have a next one.
 */
export async function readersOfCase(
  question: ReadersQuestion,
  deps: AccessDeps & { readonly events: EventStore },
): Promise<ReadersOfCase | 'forbidden' | 'not-found'> {
  const { id, reader, purpose } = question;
  const stream = streamName('case', id);
  const { events } = await deps.events.readStream(stream);
  const permission = mayReadCase(reader, foldSealed(caseAggregate, stream, events));
  if (permission === 'forbidden' || permission === 'not-found') return permission;
  if (!replayers.includes(reader.role)) return 'forbidden';
  await recordAccess({ reader, purpose, view: 'readers', streams: [stream], classes: [] }, deps);

  const readings: Reading[] = [];
  let { after } = question;
  for (let page = 0; page < PAGES; page++) {
    const read = await deps.access.readLog(after, { limit: PAGE });
    readings.push(...read.events.filter((event) => (event.data['streams'] as string[]).includes(stream)).map(readingOf));
    if (read.atHead) return { readings, next: undefined };
    after = read.next;
  }
  return { readings, next: after };
}

const readingOf = ({ data, metadata }: RecordedEvent): Reading => ({
  userId: data['userId'] as string,
  role: data['role'] as string,
  agencyId: data['agencyId'] as string,
  at: metadata['recordedAt'] as string,
  view: data['view'] as string,
  purpose: data['purpose'] as string,
  classes: data['classes'] as string[],
});
