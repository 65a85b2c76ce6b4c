// What sealing, opening and digesting cost per event, against bare node:crypto on the same bytes in the same run.
// npm run bench -- seal
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventDigestOf, jcs } from '@amana/privacy/digests';
import { keyIdsOf, openParts } from '@amana/privacy/open-event';
import { sealEvent } from '@amana/privacy/seal-event';
import { aadOf, plaintextOf, type SealedPart } from '@amana/privacy/sealed-part';
import { createKeys } from '@amana/privacy/subject-keys';
import { createFileKeyring } from '@amana/store-embedded/file-keyring';
import { createKekFile } from '@amana/store-embedded/kek-file';
import { quantile } from './alternate.ts';

const rounds = 15;
const eventsPerRound = 2_000;
const cipher = 'aes-256-gcm';

const folder = mkdtempSync(join(tmpdir(), 'amana-bench-'));
createKekFile(join(folder, 'kek'));
const keyring = createFileKeyring({ path: join(folder, 'keyring.db'), kekFile: join(folder, 'kek') });
const newKeys = () => createKeys({ keyring, randomBytes, now: () => performance.now() });
const keys = newKeys();

const id = (end: string): string => `0193c5a0-9f00-7a11-8b22-${end.padStart(12, '0')}`;
const subjectId = id('1c01');
const metadata = {
  schemaVersion: 1,
  controller: id('a9e1'),
  occurredAt: { value: '2022-03-14', precision: 'day', zone: 'Africa/Niamey' },
  recordedAt: '2022-03-14T09:26:53.589Z',
  clock: 'ok',
  actor: { userId: id('5e7'), role: 'CASEWORKER', agencyId: id('a9e1') },
  commandId: id('c0de'),
  commandIndex: [0, 1],
  correlationId: id('c0de'),
  rules: ['I-07'],
  legalBasis: [],
  consentIds: [],
  grants: ['COMPASS'],
};
const place = { id: id('5501'), stream: `person-${subjectId}`, type: 'IdentityDetailsRecorded', metadata };
const parts = [
  { subjectId, class: 'statistic', values: { '/birthYear': 2009, '/languages': ['hau', 'fra'], '/sex': 'F' } },
  {
    subjectId,
    class: 'identity',
    values: { '/names': ['Née Müller', 'محمد'], '/~request': '_yDKPkgQ4xx7xdOQaGAezJ5ibTXAIcNqozH6HWF7KYo' },
  },
] as const;

const subjectKeys = await keys.forSealing(subjectId);
const tools = { keys: new Map([[subjectId, subjectKeys]]), randomBytes };
const data = sealEvent({ event: place, clear: {}, parts }, tools);
const event = { ...place, revision: 3, data };
const found = await keys.find(keyIdsOf([event], () => true));
const canonical = jcs([event.id, event.stream, event.revision, event.type, event.data, event.metadata]);

/** The same keys, texts and lengths, with nothing around them. */
const bare = parts.map(({ class: cls, values }, n) => {
  const part = (data['sealed'] as unknown as SealedPart[])[n] as SealedPart;
  const sealed = Buffer.from(part.ciphertext, 'base64url');
  const aad = Buffer.from(aadOf(place, part));
  return {
    key: subjectKeys[cls].secret,
    text: plaintextOf(values),
    aad,
    nonce: Buffer.from(part.nonce, 'base64url'),
    body: sealed.subarray(0, -16),
    tag: sealed.subarray(-16),
  };
});

const cases: Record<string, () => unknown> = {
  'bare AES-256-GCM, two parts sealed': () =>
    bare.map(({ key, text, aad }) => {
      const sealing = createCipheriv(cipher, key, randomBytes(12)).setAAD(aad);
      return [sealing.update(text), sealing.final(), sealing.getAuthTag()];
    }),
  'sealEvent, two parts': () => sealEvent({ event: place, clear: {}, parts }, tools),
  'bare AES-256-GCM, two parts opened': () =>
    bare.map(({ key, nonce, aad, tag, body }) => {
      const opening = createDecipheriv(cipher, key, nonce).setAAD(aad).setAuthTag(tag);
      return [opening.update(body), opening.final()];
    }),
  'openParts, two parts': () => openParts(event, { keys: found, may: () => true }),
  'bare SHA-256 of the canonical text': () => createHash('sha256').update(canonical).digest('base64url'),
  eventDigestOf: () => eventDigestOf(event),
};
const over: Record<string, string> = {
  'sealEvent, two parts': 'bare AES-256-GCM, two parts sealed',
  'openParts, two parts': 'bare AES-256-GCM, two parts opened',
  eventDigestOf: 'bare SHA-256 of the canonical text',
};

/** Microseconds for one event. The cases take turns, so that a busy machine is busy for all of them. */
const times = new Map(Object.keys(cases).map((name): [string, number[]] => [name, []]));
for (let round = 0; round <= rounds; round++) {
  for (const [name, run] of Object.entries(cases)) {
    const started = performance.now();
    for (let n = 0; n < eventsPerRound; n++) run();
    if (round > 0) times.get(name)?.push(((performance.now() - started) / eventsPerRound) * 1_000); // the first round warms up
  }
}
const medianOf = (name: string): number => quantile(times.get(name) ?? [], 0.5);

const machine = `node ${process.version}, ${cpus()[0]?.model ?? 'unknown'} x ${cpus().length}`;
console.log(`${machine}; an event of ${JSON.stringify(event).length} bytes; median of ${rounds} rounds`);
for (const name of Object.keys(cases)) {
  const floor = over[name];
  const ratio = floor === undefined ? '' : `  ${(medianOf(name) / medianOf(floor)).toFixed(2)} x bare`;
  console.log(`${name.padEnd(38)} ${medianOf(name).toFixed(1).padStart(7)} us${ratio}`);
}

/** Not per event, but for each subject once a minute at most. */
async function perSubject(what: string, subjects: readonly string[], run: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await run();
  console.log(`${what.padEnd(38)} ${(((performance.now() - started) / subjects.length) * 1_000).toFixed(1).padStart(7)} us per subject`);
}
const subjects = (prefix: string): string[] => Array.from({ length: 200 }, (_, n) => `${prefix}-${n}`);
const [alone, together] = [subjects('alone'), subjects('together')];
const allOf = (subjects: readonly string[], keys = newKeys()) => Promise.all(subjects.map((subject) => keys.forSealing(subject)));
await perSubject('new keys, one call after the other', alone, async () => {
  for (const subject of alone) await keys.forSealing(subject);
});
await perSubject('new keys, 200 calls at once', together, () => allOf(together));
await perSubject('keys that exist, not kept', together, () => allOf(together));
await perSubject('keys that are kept', alone, () => allOf(alone, keys));

keyring.close();
rmSync(folder, { recursive: true });
