// Adds the events that are missing in events.v1.json. What a release has stored stands there for ever and is never written again: a
// type that changes gets a new version, an upcaster and a fact of its own. Only what no release has stored yet may be removed, and
// added anew.
// node --conditions=amana-source test/golden/write.ts
import { existsSync, writeFileSync } from 'node:fs';
import { goldenFile, goldenText, knownEvents, makeGolden, readGolden } from './golden-events.ts';

const kept = existsSync(goldenFile) ? readGolden() : [];
const missing = knownEvents.filter(({ name }) => !kept.some((golden) => golden.name === name));
writeFileSync(goldenFile, goldenText([...kept, ...(await Promise.all(missing.map(makeGolden)))]));
process.stdout.write(`${kept.length} kept, ${missing.length} added\n`);
