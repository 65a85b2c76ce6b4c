import { mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { metadataOf } from '@amana/app/stored-metadata';
import type { RecordedEvent } from '@amana/ports/event-store';
import { eventDigestOf } from '@amana/privacy/digests';
import { compare } from '../demo/compare.ts';
import { playPerson } from '../demo/story.ts';
import { createVerdict } from '../demo/verdict.ts';
import { rowsOf } from '../fault/rows-of.ts';
import { runAmana } from '../testing/amana-command.ts';
import { everyWay } from '../testing/every-way.ts';
import { logOf } from '../testing/log-of.ts';
import { bringKek } from '../testing/moving-house.ts';
import { answersTo, placeIn, questionsOf } from '../testing/moving-questions.ts';
import { play, YEAR, type Played } from '../testing/play.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { startStandalone, type StandaloneProcess } from '../testing/standalone-process.ts';
import { withRanks } from '../testing/with-ranks.ts';

const digests = (events: readonly RecordedEvent[]) => events.map(eventDigestOf);
const othersThanLog = (events: readonly RecordedEvent[]) => events.filter(({ stream }) => stream !== 'log');
const typesOfLog = (events: readonly RecordedEvent[]) => events.filter(({ stream }) => stream === 'log').map(({ type }) => type);

type Rows = { readonly [projection: string]: readonly { readonly stream: string }[] };

const withoutStreams = (rows: Rows, except: ReadonlySet<string>): Rows =>
  Object.fromEntries(Object.entries(rows).map(([projection, of]) => [projection, of.filter(({ stream }) => !except.has(stream))]));

const requestsOf = ({ partners }: Played): number => partners.health.counts.requests + partners.school.counts.requests;

const digestIn = ({ out }: { readonly out: string }): string => /--noted (\S+)/.exec(out)?.[1] ?? '';

/** What a move leaves behind: data and keyring are put aside, the key-encryption key stays for the target. */
function emptyHouse(folder: string, aside: string): void {
  mkdirSync(aside);
  renameSync(join(folder, 'data'), join(aside, 'data'));
  for (const name of readdirSync(join(folder, 'keys')).filter((each) => each.startsWith('keyring'))) renameSync(join(folder, 'keys', name), join(aside, name));
}

describe('moving house, by the commands that an operator gives', () => {
  it('the log arrives with order, ids, times and sealed parts; places of before are refused; answers, rows and figures are the same; nobody is alerted twice', async () => {
    const seed = newSeed('moving house');
    const people = everyWay();
    await using played = await play({ start: startStandalone, people, run: runOf(seed) });
    const { system, stage, cast, partners } = played as Played<StandaloneProcess>;
    const { folder } = system;
    const env = { AMANA_DATA: folder, AMANA_LOG_PURPOSE: 'demo' };
    const exported = join(folder, 'export');
    const verdict = createVerdict(() => undefined);
    await compare({ ...played, people, year: YEAR, verdict });
    expect(verdict.print()).toBe(true);

    const locked = await runAmana(['export', exported], env);
    expect(locked).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/Amana must be stopped.*\n.*in use by standalone \(process \d+ on/) });

    await system.caughtUp();
    const events = othersThanLog(await logOf(folder));
    const halfWay = metadataOf(events[Math.floor(events.length / 2)] ?? events[0]!).recordedAt;
    const questions = questionsOf(played, halfWay);
    const before = await answersTo(questions, played.api);
    const { position, cursor } = await placeIn(played);
    const era = position.split('.')[0];
    const requests = requestsOf(played);
    await system.kill('SIGTERM');
    const [log, reads, rows] = [await logOf(folder), await logOf(folder, 'access'), rowsOf(folder) as Rows];

    const noted = digestIn(await runAmana(['verify'], env));
    const left = await runAmana(['export', exported], env);
    expect(left).toMatchObject({ code: 0, err: expect.stringContaining('Exporting: 100%'), out: expect.stringContaining(`${log.length} events and ${reads.length} records of reads`) });
    expect(readdirSync(exported).toSorted()).toEqual(['access.jsonl', 'keyring.db', 'log.jsonl', 'manifest.json']);
    expect(statSync(exported).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(exported)) expect([file, statSync(join(exported, file)).mode & 0o777]).toEqual([file, 0o600]);
    expect(readFileSync(join(exported, 'manifest.json'), 'utf8')).toContain(era);

    emptyHouse(folder, join(folder, 'left'));
    const arrived = await runAmana(['import', exported], { ...env, LANG: 'fr_FR.UTF-8' });
    expect(arrived).toMatchObject({ code: 0, err: expect.stringContaining('Relecture : 100 %'), out: expect.stringContaining('Le journal a déménagé ici') });
    expect(await runAmana(['verify', '--noted', noted], env)).toMatchObject({ code: 0, out: expect.stringContaining('Everything is as it was written.') });

    const moved = await logOf(folder);
    expect(digests(othersThanLog(moved))).toEqual(digests(othersThanLog(log)));
    expect(typesOfLog(moved)).toEqual(['LogCreated', 'LogMoved']);
    expect(moved.slice(-2).map(({ stream }) => stream)).toEqual(['log', 'log']);
    expect(digests(await logOf(folder, 'access'))).toEqual(digests(reads));

    await system.restart();
    await system.caughtUp();
    expect((await played.api.about()).era).toBe(moved.at(-1)?.id);
    expect(moved.at(-1)?.id).not.toBe(era);
    for (const query of [`minPosition=${position}`, `cursor=${encodeURIComponent(cursor)}`]) {
      const { status, body } = await played.api.get(cast.supervisor, `/v1/cases?${query}`);
      expect({ query, status, code: body['code'] }).toEqual({ query, status: 409, code: 'WRONG_ERA' });
    }
    expect(await answersTo(questions, played.api)).toEqual(before);

    const [newcomer] = everyWay(20);
    await playPerson(newcomer!, { stage, cast, partners }); // its alerts come behind all that would be sent again
    await system.kill('SIGTERM');
    const heard = partners.health.alerts.size + partners.school.alerts.size;
    expect(heard).toBeGreaterThan(requests);
    expect(requestsOf(played)).toBe(heard);

    // The rows of all that did not go on, made from the log again.
    const later = new Set((await logOf(folder)).slice(moved.length).map(({ stream }) => stream));
    expect(withRanks(withoutStreams(rowsOf(folder) as Rows, later))).toEqual(withRanks(withoutStreams(rows, later)));
    expect(Object.values(withoutStreams(rows, later)).flat().length).toBeGreaterThan(people.length * 5);

    const back = join(folder, 'back');
    bringKek(folder, back);
    expect((await runAmana(['export', join(folder, 'again')], env)).code).toBe(0);
    expect((await runAmana(['import', join(folder, 'again')], { ...env, AMANA_DATA: back })).code).toBe(0);
    const third = await logOf(back);
    expect(digests(othersThanLog(third)).slice(0, events.length)).toEqual(digests(events));
    expect(third.length).toBeGreaterThan(moved.length);
    expect(typesOfLog(third)).toEqual(['LogCreated', 'LogMoved', 'LogMoved']);
  }, 120_000);
});
