// A process that takes the writer's lock of the folder named by its argument, says so, and lives until it is killed.
import { acquireWriterLock } from '../writer-lock.ts';

acquireWriterLock(process.argv[2] ?? '', { holder: 'a test' });
globalThis.gc?.(); // nobody keeps the lock in a variable: it must be held all the same
console.log('locked'); // what the test waits for
setInterval(() => undefined, 60_000);
