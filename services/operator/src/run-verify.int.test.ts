import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { allProjections } from '@amana/app/all-projections';
import { createRichLog, type RichLog } from '@amana/app/moving/testing/rich-log';
import { faultCodes } from '@amana/app/verify/fault';
import { bringUp } from '@amana/app/testing/bring-up';
import { faultText } from './fault-texts.ts';
import { parseNoted } from './noted-digest.ts';
import { runVerify, type VerifyTools } from './run-verify.ts';
import { textsOf } from './texts.ts';

let rich: RichLog;
beforeEach(async () => {
  rich = await createRichLog();
  const { deps, log, output } = rich;
  for (const projection of allProjections) await bringUp(projection, { events: deps.events, rows: deps.rows, definitions: deps.definitions, log, output });
});
afterEach(() => rich.close());

async function run(language: 'fr' | 'en' = 'en', changes: Partial<VerifyTools['deps']> = {}) {
  const said: string[] = [];
  let stopped = false;
  const progress: VerifyTools['progress'] = { report: () => undefined, stop: () => (stopped = true) };
  const deps = { ...rich.deps, log: rich.log, keyring: rich.app.keyring, monotonic: () => performance.now(), sleep: async () => undefined, ...changes };
  const code = await runVerify({ deps, progress, say: (text) => void said.push(text), texts: textsOf(language), language });
  expect(stopped).toBe(true);
  return { code, out: said.join('\n'), said };
}

const loseKeys = (many: number) => {
  const db = new DatabaseSync(join(rich.app.folder, 'keys', 'keyring.db'));
  db.prepare('DELETE FROM keys WHERE seq IN (SELECT seq FROM keys LIMIT ?)').run(many);
  db.close();
};

describe('verify', () => {
  it('says what was looked at, that it is sound, and a digest that the next one may be given', async () => {
    const { code, said } = await run();
    expect(code).toBe(0);
    const [table = '', sound, digest = ''] = said;
    expect(table.split('\n').map((line) => line.split(/ {2,}/).slice(0, 2))).toEqual([
      ['what', 'streams'],
      ['log', expect.stringMatching(/^\d+$/)],
      ['record of reads', '1'],
      ...['case-list_v1', 'person-card_v2', 'partner-inbox_v1', 'deadlines_v2', 'centre-occupancy_v3', 'indicator-facts_v2', 'reference-data_v1', 'releases_v2'].map((name) => [`read model ${name}`, expect.stringMatching(/^\d+$/)]),
    ]);
    expect(table).toMatch(/log +\d+ +\d+ events +\d+ sealed parts, \d+ keys\n/);
    expect(sound).toBe('Everything is as it was written.');
    const [, word = ''] = /^Digest of log and record of reads: (\d+:[\w-]{43}\/\d+:[\w-]{43})\n/.exec(digest) ?? [];
    expect(digest).toContain(`--noted ${word}`);
    const noted = parseNoted(word);
    if (noted?.access === undefined) throw new Error('no digest');
    expect((await run('en', { noted })).code).toBe(0);
    const other = { ...noted.log, chain: 'x'.repeat(43) };
    expect(await run('en', { noted: { log: other } })).toMatchObject({ code: 1, out: expect.stringContaining('LOG_CHANGED  log: ') });
    expect(await run('en', { noted: { ...noted, access: { ...noted.access, chain: 'x'.repeat(43) } } })).toMatchObject({ code: 1, out: expect.stringContaining('LOG_CHANGED  access: ') });
    expect(await run('fr', { lacksAccess: true })).toMatchObject({ code: 1, out: expect.stringContaining('READS_MISSING  access : le journal des lectures') });
  });

  it('says each fault with what to do, in the language of the operator, and ends with 1', async () => {
    loseKeys(1);
    const en = await run();
    expect(en.code).toBe(1);
    expect(en.out).toMatch(/KEY_MISSING {2}log: key [\w-]{43} is not in the keyring.*Put the keyring back/);
    expect(en.out).toContain('Faults: 1.');
    expect((await run('fr')).out).toMatch(/KEY_MISSING {2}log : la clé .*Remettez le trousseau[^]*Fautes : 1\./);
    expect((await run()).out).not.toContain('Fictive');
  });

  it('without read models it says so, and that is no fault', async () => {
    expect(await run('en', { rows: undefined })).toMatchObject({ code: 0, out: expect.stringContaining('There are no read models here') });
    expect((await run('fr', { rows: undefined })).out).toContain('Il n’y a pas de vues ici');
  });

  it('a log that cannot be read to its end has no digest, and its read models are not compared', async () => {
    const db = new DatabaseSync(join(rich.app.folder, 'log.db'));
    db.exec("DROP TRIGGER event_is_never_changed; UPDATE events SET data = '{' WHERE position = 3");
    db.close();
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out).toMatch(/NOT TO ITS END[^]*The read models were not compared[^]*LOG_UNREADABLE/);
    expect(out).not.toContain('Digest');
  });

  it.each(faultCodes)('%s: two languages, nothing left open', (code) => {
    const facts = { log: 'log', stream: 'case-1', revision: 3, event: 'e', before: 'case-2', beforeRevision: 1, type: 'X', class: 'identity', key: 'k', projection: 'p_v1', row: 'r', reason: 'why', events: 9, found: 8 };
    const [fr, en] = (['fr', 'en'] as const).map((language) => faultText({ code, facts }, language)) as [string, string];
    expect(fr).not.toBe(en);
    for (const text of [fr, en]) expect(text).toMatch(new RegExp(`^${code}  [^{}]*(?:[.]|npm run amana -- (?:rebuild|replay) p)$`));
    expect(`${fr}${en}`).not.toMatch(/undefined|NaN/);
  });
});
