import { describe, expect, it } from '@jest/globals';
import { runProgram, type Actions } from './program.ts';
import { textsOf } from './texts.ts';

async function run(args: readonly string[], { language = 'en', code = 0 }: { language?: 'fr' | 'en'; code?: number } = {}) {
  const given: unknown[] = [];
  let [out, err] = ['', ''];
  const did = (name: string) => async (...options: unknown[]) => {
    given.push([name, ...options.filter((option) => option !== undefined)]);
    return code;
  };
  const actions: Actions = { backup: did('backup'), export: did('export'), import: did('import'), rekey: did('rekey'), restored: did('restored'), topics: did('topics'), verify: did('verify'), rebuild: did('rebuild'), parked: did('parked'), replay: did('replay'), alerts: did('alerts'), clock: did('clock') };
  const exit = await runProgram(args, { actions, texts: textsOf(language), write: (text) => (out += text), writeError: (text) => (err += text) });
  return { exit, given, out, err };
}

describe('npm run amana --', () => {
  it.each<[string[], unknown[]]>([
    [['backup', '/somewhere/new'], ['backup', '/somewhere/new']],
    [['export', '/somewhere/new'], ['export', '/somewhere/new']],
    [['import', '/somewhere'], ['import', '/somewhere']],
    [['rekey', '/somewhere/kek'], ['rekey', '/somewhere/kek']],
    [['restored'], ['restored', { yes: false }]],
    [['restored', '--yes'], ['restored', { yes: true }]],
    [['topics'], ['topics', { copies: undefined }]],
    [['topics', '--copies', '3'], ['topics', { copies: 3 }]],
    [['rebuild', 'case-list'], ['rebuild', 'case-list', { back: false, anew: false }]],
    [['rebuild', 'case-list', '--back'], ['rebuild', 'case-list', { back: true, anew: false }]],
    [['rebuild', 'case-list', '--anew'], ['rebuild', 'case-list', { back: false, anew: true }]],
    [['rebuild'], ['rebuild', { back: false, anew: false }]],
    [['parked'], ['parked']],
    [['replay', 'case-list'], ['replay', 'case-list']],
    [['replay', 'case-list', 'case-1'], ['replay', 'case-list', 'case-1']],
    [['alerts'], ['alerts', { send: undefined }]],
    [['alerts', '--send', 'agency-1'], ['alerts', { send: 'agency-1' }]],
    [['clock'], ['clock', { yes: false }]],
    [['clock', '--yes'], ['clock', { yes: true }]],
    [['verify'], ['verify', { noted: undefined }]],
    [['verify', '--noted', `12:${'a'.repeat(43)}`], ['verify', { noted: { log: { events: 12, chain: 'a'.repeat(43) } } }]],
  ])('%j gives the command, and ends with its code', async (args, given) => {
    expect(await run(args)).toEqual({ exit: 0, given: [given], out: '', err: '' });
    expect((await run(args, { code: 1 })).exit).toBe(1);
  });

  it('a command that fails is not taken for a wrong usage', async () => {
    const actions = { export: () => Promise.reject(new Error('disk full')) } as unknown as Actions;
    await expect(runProgram(['export', 'x'], { actions, texts: textsOf('en'), write: () => undefined, writeError: () => undefined })).rejects.toThrow('disk full');
  });

  it.each<[string[], string, string]>([
    [['export'], 'A folder or a file is missing.', 'Il manque un dossier ou un fichier.'],
    [['export', 'a', 'b'], 'Too many arguments', 'Trop d’arguments'],
    [['exprot', 'a'], 'There is no such command.', 'Cette commande n’existe pas.'],
    [['topics', '--copies', '0'], 'whole number from 1 on', 'nombre entier à partir de 1'],
    [['topics', '--copies', '2.5'], 'whole number from 1 on', 'nombre entier à partir de 1'],
    [['topics', '--copies'], 'whole number from 1 on', 'nombre entier à partir de 1'],
    [['verify', '--noted', `12:${'a'.repeat(43)}/0:short`], 'a digest is what verify has printed', 'une empreinte est ce que verify a affiché'],
    [['verify', '--noted', `12:${'a'.repeat(43)}/`], 'a digest is what verify has printed', 'une empreinte est ce que verify a affiché'],
    [['verify', '--noted', '0:short'], 'a digest is what verify has printed', 'une empreinte est ce que verify a affiché'],
    [['rebuild', 'case-list', '--back', '--anew'], 'Only one of --back and --anew.', 'Une seule option'],
    [['replay', 'case-list', 'case-1', 'case-2'], 'Too many arguments', 'Trop d’arguments'],
    [['alerts', '--send'], 'names its agency', 'nomme son agence'],
    [['restored', '--force'], 'There is no such option.', 'Cette option n’existe pas.'],
  ])('%j is a wrong usage: 2, said in the language of the operator, nothing done', async (args, en, fr) => {
    expect(await run(args)).toEqual({ exit: 2, given: [], out: '', err: expect.stringContaining(en) });
    expect(await run(args, { language: 'fr' })).toEqual({ exit: 2, given: [], out: '', err: expect.stringContaining(fr) });
    expect((await run(args)).err).toContain('npm run amana -- --help');
  });

  it('without a command all of them are shown, as an error', async () => {
    const { exit, out, err } = await run([]);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    for (const name of ['backup <folder>', 'export <folder>', 'import <folder>', 'restored', 'topics', 'verify']) expect(err).toContain(name);
  });

  it.each(['fr', 'en'] as const)('--help says what each command does, the exit codes, and that the KEK travels apart (%s)', async (language) => {
    const { exit, out, err } = await run(['--help'], { language });
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    for (const word of ['backup', 'export', 'import', 'rekey', 'restored', 'topics', 'verify', 'KEK', language === 'fr' ? 'Codes de sortie' : 'Exit codes']) expect(out).toContain(word);
    const title = language === 'fr' ? 'Commandes :' : 'Commands:';
    expect(out).toContain(title);
    const one = await run(['import', '--help'], { language });
    expect(one).toMatchObject({ exit: 0, given: [], out: expect.stringContaining(textsOf(language).exportFolder) });
  });

  it('both languages say the same things', () => {
    const keys = (value: object): string[] => Object.entries(value).flatMap(([key, each]) => (typeof each === 'object' ? [key, ...keys(each as object)] : [key]));
    const { titles: _fr, ...fr } = textsOf('fr');
    const { titles: _en, ...en } = textsOf('en');
    expect(keys(fr)).toEqual(keys(en));
  });
});
