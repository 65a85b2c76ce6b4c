import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
const dir = process.argv[2] ?? '/tmp/es-bench-' + process.pid;
const child = spawn(process.execPath, ['--conditions=amana-source', new URL('main.ts', import.meta.url).pathname, '--data', dir], { stdio: ['ignore', 'pipe', 'ignore'] });
const [line] = await once(createInterface(child.stdout), 'line');
const url = line.split(' ')[1];
const client = EventStoreDBClient.connectionString(url);
const pad = 'x'.repeat(380);
const ev = () => jsonEvent({ type: 'thing', data: { n: 1, pad }, metadata: { corr: 'c' } });
let s = 0;
async function run(name, n, width, size, options) {
  const times = []; const streams = Array.from({ length: width }, () => 's-' + s++);
  const t0 = performance.now(); let left = n;
  await Promise.all(streams.map(async (stream) => {
    let expectedRevision = 'no_stream';
    while (left-- > 0) {
      const a = performance.now();
      const r = await client.appendToStream(stream, Array.from({ length: size }, ev), { expectedRevision, ...options });
      times.push(performance.now() - a); expectedRevision = r.nextExpectedRevision;
    }
  }));
  const sec = (performance.now() - t0) / 1000; times.sort((a, b) => a - b);
  console.log(name.padEnd(28), Math.round(times.length * size / sec), 'ev/s', 'p50', times[times.length >> 1].toFixed(2), 'p99', times[Math.floor(times.length * .99)].toFixed(2));
}
const unary = { credentials: { username: 'a', password: 'b' } };
await run('warm', 500, 10, 1, {}); await run('warm', 500, 10, 1, unary);
await run('batch one after another', 3000, 1, 1, {});
await run('batch 50 at a time', 15000, 50, 1, {});
await run('unary one after another', 2000, 1, 1, unary);
await run('unary 50 at a time', 6000, 50, 1, unary);
await run('batch arrays of 100, 8', 400, 8, 100, {});
await run('unary arrays of 100, 8', 400, 8, 100, unary);
let n = 0; let t = performance.now(); for await (const _ of client.readAll()) n++;
console.log('readAll', n, Math.round(n / (performance.now() - t) * 1000), 'ev/s');
n = 0; t = performance.now(); const sub = client.subscribeToAll(); const caught = new Promise(r => sub.on('caughtUp', r)); (async () => { for await (const _ of sub) n++; })(); await caught; console.log('catch-up', n, Math.round(n / (performance.now() - t) * 1000), 'ev/s'); await sub.unsubscribe();
t = performance.now(); await client.dispose(); child.kill('SIGTERM'); await once(child, 'exit'); console.log('stop ms', Math.round(performance.now() - t));
