// Appends to the log named by its argument from eight writers at once until it is killed, and says on its output, line by
// line: each append before it is sent, and each answer as soon as it is there.
import { writeSync } from 'node:fs';
import type { ExpectedRevision, NewEvent } from '@amana/ports/event-store';
import { createSqliteEventStore } from '../sqlite-event-store.ts';

const store = createSqliteEventStore({ path: process.argv[2] ?? '' });
const say = (line: object): number => writeSync(1, `${JSON.stringify(line)}\n`); // synchronously: what was said is out when the kill comes

async function write(stream: string): Promise<void> {
  let { head } = await store.readStream(stream);
  for (let count = 0; ; count++) {
    const events: NewEvent[] = Array.from({ length: 1 + (count % 3) }, (_, index) => ({
      id: crypto.randomUUID(),
      type: 'SomethingHappened',
      data: { count, index, text: 'x'.repeat((count * 37) % 900) },
      metadata: {},
    }));
    const expected: ExpectedRevision = head;
    say({ sent: { stream, expected, events } });
    const { revision, position } = await store.append(stream, expected, events);
    say({ answered: { stream, expected, revision, position: String(position) } });
    head = revision;
  }
}

await Promise.all(Array.from({ length: 8 }, (_, writer) => write(`case-${writer}`)));
