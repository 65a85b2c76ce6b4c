import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { MoveRefused } from '@amana/app/moving/move-refused';

const LINE_FEED = 0x0a;
/** An append of at most 1,000,000 bytes and what stands around it; a file without ends of lines must not fill the memory. */
const MOST_BYTES = 4_000_000;

/**
 * The lines of a file, one by one. Only a line feed ends a line: `node:readline` ends one at U+2028 too, which JSON leaves as it is
 * inside a text. Throws MoveRefused: EXPORT_INCOMPLETE without the file, EXPORT_DAMAGED for a line without an end.
 */
export async function* linesOf(path: string): AsyncGenerator<string> {
  const damaged = () => new MoveRefused('EXPORT_DAMAGED', { log: basename(path, '.jsonl') });
  let open: Buffer = Buffer.alloc(0);
  for await (const chunk of chunksOf(path)) {
    open = open.length === 0 ? chunk : Buffer.concat([open, chunk]);
    let from = 0;
    for (let end = open.indexOf(LINE_FEED); end !== -1; end = open.indexOf(LINE_FEED, from)) {
      yield open.toString('utf8', from, end);
      from = end + 1;
    }
    open = open.subarray(from);
    if (open.length > MOST_BYTES) throw damaged();
  }
  if (open.length > 0) throw damaged();
}

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>;
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new MoveRefused('EXPORT_INCOMPLETE', { file: basename(path) });
  }
}

// Not by instanceof Error: jest gives modules a realm of their own.
export const isMissing = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
