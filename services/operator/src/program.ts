import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Noted } from '@amana/app/verify/verify';
import { parseNoted } from './noted-digest.ts';
import type { Texts } from './texts.ts';

/** What the commands do; each resolves to the exit code. */
export type Actions = {
  backup(folder: string): Promise<number>;
  export(folder: string): Promise<number>;
  import(folder: string): Promise<number>;
  rekey(kekFile: string): Promise<number>;
  restored(options: { readonly yes: boolean }): Promise<number>;
  /** Undefined: as many as fit. */
  topics(options: { readonly copies: number | undefined }): Promise<number>;
  /** Without a name, or with an unknown one, the known ones are said. `back` and `anew` exclude each other. */
  rebuild(projection: string | undefined, options: { readonly back: boolean; readonly anew: boolean }): Promise<number>;
  parked(): Promise<number>;
  /** Without a stream all of them. */
  replay(projection: string | undefined, stream: string | undefined): Promise<number>;
  /** Without `send` parked alerts are listed; with it those of this agency go again. */
  alerts(options: { readonly send: string | undefined }): Promise<number>;
  /** Without `yes` the clock is shown, and nothing confirmed. */
  clock(options: { readonly yes: boolean }): Promise<number>;
  /** `noted`: what the log was at an earlier time. */
  verify(options: { readonly noted: Noted | undefined }): Promise<number>;
};

export type ProgramOptions = {
  readonly actions: Actions;
  readonly texts: Texts;
  /** Help that was asked for. */
  readonly write: (text: string) => void;
  /** What is wrong with the command line. */
  readonly writeError: (text: string) => void;
};

export const WRONG_USAGE = 2;

/** What stands behind `npm run amana --`, run to its end. Resolves to the exit code. Rejects with what an action rejects with. */
export async function runProgram(args: readonly string[], options: ProgramOptions): Promise<number> {
  let code = WRONG_USAGE;
  const program = createProgram(options, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0; // help was asked for, and shown
    const { usage, seeHelp } = options.texts;
    if (error.code !== 'commander.help') options.writeError(`${usage[error.code] ?? error.message}\n${seeHelp}\n`);
    return WRONG_USAGE;
  }
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('not a number of copies');
  return Number(text);
}

function noted(text: string): Noted {
  const digest = parseNoted(text);
  if (digest === undefined) throw new InvalidArgumentError('not a digest');
  return digest;
}

function createProgram({ actions, texts, write, writeError }: ProgramOptions, done: (code: number) => void): Command {
  const program = new Command('npm run amana --')
    .description(texts.program)
    .helpOption('-h, --help', texts.help)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: writeError, outputError: () => undefined }) // the program says it in its own words
    .configureHelp({ styleTitle: (title) => texts.titles[title] ?? title });
  program.command('backup').description(texts.commands.backup).argument('<folder>', texts.newFolder).action(async (folder: string) => done(await actions.backup(folder)));
  program.command('export').description(texts.commands.export).argument('<folder>', texts.newFolder).action(async (folder: string) => done(await actions.export(folder)));
  program.command('import').description(texts.commands.import).argument('<folder>', texts.exportFolder).action(async (folder: string) => done(await actions.import(folder)));
  program.command('rekey').description(texts.commands.rekey).argument('<file>', texts.newKek).action(async (file: string) => done(await actions.rekey(file)));
  program.command('restored').description(texts.commands.restored).option('--yes', texts.yes, false).action(async ({ yes }: { yes: boolean }) => done(await actions.restored({ yes })));
  program
    .command('topics')
    .description(texts.commands.topics)
    .option('--copies <n>', texts.copies, positive)
    .action(async ({ copies }: { copies?: number }) => done(await actions.topics({ copies })));
  addProjectionCommands(program, { actions, texts }, done);
  program.command('alerts').description(texts.alerts.command).option('--send <agency>', texts.alerts.send).action(async ({ send }: { send?: string }) => done(await actions.alerts({ send })));
  program.command('clock').description(texts.clock.command).option('--yes', texts.clock.yes, false).action(async ({ yes }: { yes: boolean }) => done(await actions.clock({ yes })));
  program
    .command('verify')
    .description(texts.commands.verify)
    .option('--noted <digest>', texts.noted, noted)
    .action(async (options: { noted?: Noted }) => done(await actions.verify({ noted: options.noted })));
  return program;
}

function addProjectionCommands(program: Command, { actions, texts: { projections } }: Pick<ProgramOptions, 'actions' | 'texts'>, done: (code: number) => void): void {
  const { commands, projection, stream, back, anew } = projections;
  program
    .command('rebuild')
    .description(commands.rebuild)
    .argument('[projection]', projection)
    .addOption(new Option('--back', back).default(false).conflicts('anew'))
    .addOption(new Option('--anew', anew).default(false))
    .action(async (name: string | undefined, options: { back: boolean; anew: boolean }) => done(await actions.rebuild(name, { back: options.back, anew: options.anew })));
  program.command('parked').description(commands.parked).action(async () => done(await actions.parked()));
  program
    .command('replay')
    .description(commands.replay)
    .argument('[projection]', projection)
    .argument('[case]', stream)
    .action(async (name: string | undefined, one: string | undefined) => done(await actions.replay(name, one)));
}
