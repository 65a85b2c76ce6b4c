import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commands } from '@amana/domain/catalogue';
import { leavesOf } from '@amana/domain/split-fields';
import { CANARY, createCanaries } from '../testing/canaries.ts';
import { everyWay } from '../testing/every-way.ts';
import { play, type Played } from '../testing/play.ts';
import { startStandalone, type StandaloneProcess } from '../testing/standalone-process.ts';
import { readPersonalData, type Reading } from '../testing/read-personal-data.ts';
import { provokeRefusals, type Refusal } from '../testing/refusals.ts';
import { playTheRest } from '../testing/rest-of-the-catalogue.ts';
import { filesOf, scan, tablesOf, type Haystack } from '../testing/scan.ts';
import { sealedWords } from '../testing/sealed-words.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { storeOneEvent } from '../testing/store-one-event.ts';

/**
 * Their codes stand in clear elsewhere (the country of an agency, a service that is planned, the severity of an alert), so no scan can
 * tell where one came from.
 */
const alsoClear = ['IdentifyPerson /place/country', 'DraftPlan /objectives/*/needCode', 'ConductFollowUp /risk/level'];
const tooShort = ['RecordIdentity /sex', 'CorrectIdentity /sex'];

const text = (where: string, value: string): Haystack => ({ where, bytes: Buffer.from(value) });

describe('no value of a sealed field stands in clear anywhere (DP-01)', () => {
  const canaries = createCanaries();
  let played: Played<StandaloneProcess>;
  let refusals: Refusal[];
  let readings: { shown: Reading[]; refused: Reading[] };
  let texts: string[];
  const received = () => Object.values(played.partners).flatMap(({ bodies }) => bodies);

  beforeAll(async () => {
    const run = runOf(newSeed('canary'));
    played = await play({ start: startStandalone, people: everyWay(), run, change: canaries.change, logLevel: 'debug' });
    await playTheRest(played);
    await overrideLimits(played);
    const oneOfEach = [
      ...new Map(played.given.filter(({ answer }) => answer.status === 201).map((given) => [given.command.name, given])).values(),
    ];
    refusals = await provokeRefusals(played, oneOfEach);
    readings = await readPersonalData(played);
    texts = [...canaries.planted, ...sealedWords(played.given).words];
    await played.system.kill('SIGKILL'); // what is not yet in the main file then stays in the -wal file beside it
  }, 60_000);
  afterAll(() => played[Symbol.asyncDispose]());

  it('a canary went into every identity and justice field of every command', () => {
    const sealed = commands.flatMap(({ name, fields }) =>
      leavesOf(fields)
        .filter((leaf) => ['identity', 'justice'].includes(leaf.class))
        .map(({ pointer }) => `${name} ${pointer}`),
    );
    expect([...canaries.fields].toSorted()).toEqual(sealed.toSorted());
  });

  it('codes of statistic fields can be told from clear ones, but for a few', () => {
    const { words, others } = sealedWords(played.given);
    expect(words).toEqual(expect.arrayContaining(['"XXB"', '"QURANIC"', '"QXZ-UNIT-7"', '"FOSTER_CARE"', '"FalsePromises"']));
    expect(others.toSorted()).toEqual([...alsoClear, ...tooShort].toSorted());
  });

  it('who may read is shown what was planted, so it is there to be found', () => {
    expect(readings.shown.map(({ path, status }) => `${path} ${status}`)).toEqual(readings.shown.map(({ path }) => `${path} 200`));
    const open = readings.shown
      .filter(({ text: answer }) => answer.includes(CANARY))
      .map(({ path }) => path.replaceAll(/[0-9a-f-]{36}/g, '…'));
    expect(open).toEqual(expect.arrayContaining(['/v1/cases/…', '/v1/referrals/…']));
  });

  it('not in a file of the data folder: logs, keys, work and what waits in -wal files', () => {
    const files = filesOf(played.system.folder);
    const names = files.map(({ where }) => where);
    expect(names).toEqual(
      expect.arrayContaining([
        'data/log.db',
        'data/log.db-wal',
        'data/access.db',
        'data/work.db',
        'data/work.db-wal',
        'keys/keyring.db',
        'keys/kek',
      ]),
    );
    expect(scan(files, texts)).toEqual([]);
  });

  it('not in a table: events, reads, topic messages, deliveries, rows', () => {
    const tables = tablesOf(played.system.folder);
    const filled = tables.filter(({ bytes }) => bytes.length > 1_000).map(({ where }) => where);
    expect(filled).toEqual(
      expect.arrayContaining([
        'data/log.db, events',
        'data/access.db, events',
        'data/work.db, messages',
        'data/work.db, deliveries',
        'data/work.db, rows of case-list_v1',
      ]),
    );
    expect(scan(tables, texts)).toEqual([]);
  });

  it('not in what the program writes, at level debug', () => {
    const output = played.system.output();
    expect(output.split('\n').length).toBeGreaterThan(played.given.length);
    expect(scan([text('output', output)], texts)).toEqual([]);
  });

  it('not in an alert', () => {
    expect(received().length).toBeGreaterThan(10);
    expect(
      scan(
        received().map((body) => text('alert', body)),
        texts,
      ),
    ).toEqual([]);
  });

  it('not in a refusal, whatever was wrong', () => {
    const refused = refusals.filter(({ status }) => status >= 400);
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([400, 401, 403, 404, 405, 409, 412, 413, 415, 422]));
    expect(refused.length).toBeGreaterThan(refusals.length * 0.9);
    expect(readings.refused.filter(({ status }) => status < 400)).toEqual([]);
    expect(
      scan(
        readings.refused.map((reading) => text(reading.path, reading.text)),
        canaries.planted,
      ),
    ).toEqual([]);
    expect(
      scan(
        refusals.map((refusal) => text(refusal.what, refusal.text)),
        canaries.planted,
      ),
    ).toEqual([]);
  });
});

describe('the scan can fail', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'amana-scan-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('it finds the text of one field that was declared clear by mistake, and does not find it where it is sealed', async () => {
    const notes = { text: `${CANARY}-1-éü`, lang: 'fra' };
    const [sealed, mistaken] = [join(folder, 'sealed'), join(folder, 'mistaken')];
    await storeOneEvent(sealed, { notes, declaredClear: false });
    await storeOneEvent(mistaken, { notes, declaredClear: true });
    expect(scan([...filesOf(sealed), ...tablesOf(sealed)], [CANARY])).toEqual([]);
    expect(scan(filesOf(mistaken), [CANARY]).length).toBeGreaterThan(0);
    expect(scan(tablesOf(mistaken), [CANARY])).toContain(`data/log.db, events: ${CANARY} (utf8)`);
  });

  it.each([
    ['utf8', Buffer.from(`x${CANARY}-éü`)],
    ['utf8, lower case', Buffer.from(`${CANARY}-éü`.toLowerCase())],
    ['utf16le', Buffer.from(`${CANARY}-éü`, 'utf16le')],
    ['hex', Buffer.from(Buffer.from(`${CANARY}-éü`).toString('hex'))],
    ['hex, upper case', Buffer.from(Buffer.from(`${CANARY}-éü`).toString('hex').toUpperCase())],
    ...['', 'x', 'xx'].flatMap((before) =>
      (['base64', 'base64url'] as const).map((encoding): [string, Buffer] => [
        'base64',
        Buffer.from(Buffer.from(`${before}${CANARY}-éü`).toString(encoding)),
      ]),
    ),
  ])('it knows %s (%#)', (encoding, bytes) => {
    expect(scan([{ where: 'here', bytes }], [CANARY])).toContain(`here: ${CANARY} (${encoding})`);
    expect(scan([{ where: 'here', bytes: Buffer.from('nothing of the kind') }], [CANARY])).toEqual([]);
  });
});

/** Only a supervisor may say why a limit was set aside, and the demo's supervisor does neither. */
async function overrideLimits({ stage, cast }: Played): Promise<void> {
  const day = 201;
  const on = ['case', stage.id('case 1')] as const; // has left the centre
  const admission = { centreId: cast.centreId, unit: 'ADULTS-1', separateMinorUnit: false };
  await stage.act({ as: cast.supervisor, on, command: 'admit-to-centre', body: admission, day, nth: 98 });
  const kit = {
    issueId: stage.id('kit of the supervisor'),
    items: [{ code: 'HYGIENE_KIT', qty: 1 }],
    centreId: cast.centreId,
    receivedBy: 'PERSON',
  };
  await stage.act({ as: cast.supervisor, on, command: 'issue-items', body: kit, day, nth: 98 });
}
