import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createCountedLog, sums, SUMS, type CountedLog } from '@amana/app/testing/counted-log';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { projectionCommands } from './projection-commands.ts';
import { textsOf } from './texts.ts';

describe('rebuild, parked and replay', () => {
  let work: ReturnType<typeof openWorkDatabase>;
  let world: CountedLog;
  let refuses: (n: number) => boolean;
  let said: string[];
  let errors: string[];
  beforeEach(async () => {
    work = openWorkDatabase(':memory:');
    world = await createCountedLog(createSqliteReadModelStore(work));
    refuses = (n) => n >= 13;
    [said, errors] = [[], []];
    await world.count('case-1', 1, 13, 2);
    await world.count('case-2', 14);
    await world.count('case-3', 5);
    await world.project(projection());
  });
  afterEach(() => {
    world.close();
    work.close();
  });

  const projection = () => sums((n) => refuses(n));
  const eventOf = async (stream: string, revision: number) => (await world.app.store.readStream(stream)).events[revision]?.id ?? '';
  const commands = ({ alone = true, language = 'en', waitMs = 100 }: { alone?: boolean; language?: 'en' | 'fr'; waitMs?: number } = {}) =>
    projectionCommands({
      texts: textsOf(language),
      say: (text) => void said.push(text),
      sayError: (text) => void errors.push(text),
      progress: { report: () => undefined, stop: () => undefined },
      inside: (use) => use({ ...world.deps, standAlone: () => alone }),
      waitMs,
      projections: [projection()],
    });

  it('parked lists what stands still, and says what to do; nothing parked is said as well', async () => {
    expect(await commands().parked()).toBe(0);
    const [first, second] = [await eventOf('case-1', 1), await eventOf('case-2', 0)];
    expect(said).toEqual([
      [
        `projection  case    revision  event${' '.repeat(33)}reason`,
        `sums        case-1  1         ${first}  RangeError`,
        `sums        case-2  0         ${second}  RangeError`,
        textsOf('en').projections.howToReplay,
      ].join('\n'),
    ]);
    refuses = () => false;
    await world.project(projection());
    expect(await commands({ language: 'fr' }).parked()).toBe(0);
    expect(said[1]).toBe('Rien n’est garé.');
  });

  it('replay says of each case what came of it; 1 while one is parked', async () => {
    refuses = (n) => n === 14;
    expect(await commands().replay('sums', undefined)).toBe(1);
    expect(said).toEqual(['case-1: whole again.', `case-2: parked still, at revision 0 (RangeError, event ${await eventOf('case-2', 0)}). Start a release that can apply it, then it is tried by itself.`]);
    refuses = () => false;
    expect(await commands({ language: 'fr' }).replay('sums', 'case-2')).toBe(0);
    expect(said.slice(2)).toEqual(['case-2 : de nouveau entier.']);
    expect(await commands().replay('sums', 'case-3')).toBe(0);
    expect(await commands().replay('sums', undefined)).toBe(0);
    expect(said.slice(3)).toEqual(['case-3 is not parked in sums.', 'Nothing is parked.']);
    expect(await world.listed()).toEqual([{ stream: 'case-1', sum: 16 }, { stream: 'case-2', sum: 14 }, { stream: 'case-3', sum: 5 }]);
  });

  it('replay by a worker that is not there: said, 1, and tried at its start', async () => {
    refuses = () => false;
    expect(await commands({ alone: false }).replay('sums', undefined)).toBe(1);
    expect(said).toEqual(['2 not tried yet: no worker has answered. Is the projector running (/readyz)? They are tried when it comes to it.']);
    await world.project(projection());
    expect(await commands().parked()).toBe(0);
    expect(said[1]).toBe('Nothing is parked.');
  });

  it('rebuild says what is read now and how to go back, and going back how to go forward', async () => {
    refuses = () => false;
    expect(await commands().rebuild('sums', { back: false, anew: false })).toBe(0);
    expect(said).toEqual([
      [
        'Rebuilt: sums_v1-2 is read now. 6 rows of 3 streams are what the log makes anew.',
        'The old build sums_v1 is kept until the next rebuild. To go back: npm run amana -- rebuild sums --back',
        'Pages of lists that were under way begin again: their cursors are refused (CURSOR_INVALID).',
      ].join('\n'),
    ]);
    expect(await commands({ language: 'fr' }).rebuild('sums', { back: true, anew: false })).toBe(0);
    expect(said[1]).toBe('Revenu : sums_v1 est lue maintenant. Pour lire de nouveau sums_v1-2 : npm run amana -- rebuild sums --back');
    expect(await world.liveBuild()).toBe(SUMS);
  });

  it('a rebuild that is refused rejects, and says nothing as if it were done', async () => {
    await expect(commands().rebuild('sums', { back: false, anew: false })).rejects.toMatchObject({ code: 'CANNOT_APPLY', facts: { stream: 'case-1', revision: 1 } });
    await expect(commands().rebuild('sums', { back: true, anew: false })).rejects.toMatchObject({ code: 'NOTHING_BEFORE' });
    expect([said, await world.liveBuild()]).toEqual([[], SUMS]);
  });

  it.each([[undefined], ['case-lists'], ['sums_v1']])('a name that is not known (%s): 2, and the known ones are listed', async (name) => {
    expect(await commands().rebuild(name, { back: false, anew: false })).toBe(2);
    expect(await commands({ language: 'fr' }).replay(name, undefined)).toBe(2);
    expect(errors).toEqual(['There is no such projection. There are: sums.', 'Cette projection n’existe pas. Il y a : sums.']);
    expect(said).toEqual([]);
  });
});
