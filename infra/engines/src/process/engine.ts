import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupFailure } from '@amana/platform/failure';
import { waitForPrevious } from './previous-process.ts';
import { superviseProcess, type SupervisedProcess } from './supervised-process.ts';

/** A server of its own process. `start`, `stop` and `kill` may follow each other as often as wanted: port and data stay. */
export type Engine = {
  readonly name: string;
  readonly port: number;
  /** As the client of this engine takes it. */
  readonly address: string;
  /** Resolves when the engine answers. Rejects with SetupFailure, and then nothing runs. */
  start(): Promise<void>;
  /** In order, as on SIGTERM. Twice is safe. Rejects when it took a SIGKILL after all. */
  stop(): Promise<void>;
  /** As the loss of the machine's power, but for what the operating system had not yet written. Twice is safe. */
  kill(): Promise<void>;
  /** Of the last start: rejects when the engine ends and nobody asked for it. */
  readonly failed: Promise<never> | undefined;
};

export type EngineSpec = {
  readonly name: string;
  readonly port: number;
  readonly address: string;
  /** The engine's folder, of its own. It MUST occur in `args`: a process that was left behind is known by it. */
  readonly data: string;
  readonly command: string;
  /** Made anew at each start; may write into `data` what they name. */
  readonly args: () => Promise<readonly string[]>;
  /** One bounded attempt to get an answer; rejects when there is none. */
  readonly ask: () => Promise<void>;
  /** How long it may take from the start to the first answer; default 90 s. */
  readonly patienceMs?: number;
};

const START_MS = 90_000; // a busy machine with two cores takes a tenth of it
const STOP_MS = 15_000; // less than the supervising shell's own patience, so that a killed engine is told as one
const ASK_EVERY_MS = 100;
const LINES_SHOWN = 20;

/** An engine that is not started yet. */
export function createEngine(spec: EngineSpec): Engine {
  const note = join(spec.data, 'engine.pid');
  let running: SupervisedProcess | undefined;
  let failed: Promise<never> | undefined;

  const watch = async (program: SupervisedProcess): Promise<never> => {
    const how = await program.ended;
    if (running !== program) return new Promise<never>(() => undefined); // asked for
    running = undefined;
    throw failureOf(spec, 'ENGINE_ENDED', { what: `ended by itself / s’est arrêté de lui-même (${how})` });
  };
  const forget = (): SupervisedProcess | undefined => {
    const program = running;
    running = undefined;
    return program;
  };
  const start = async (): Promise<void> => {
    if (running) return;
    mkdirSync(spec.data, { recursive: true });
    await waitForPrevious(note, spec);
    const program = superviseProcess({ command: spec.command, args: await spec.args(), logFile: logOf(spec) });
    running = program;
    writeFileSync(note, String(program.pid));
    failed = watch(program);
    failed.catch(() => undefined); // it may fail before anyone listens
    try {
      await firstAnswer(spec, program);
    } catch (error) {
      await forget()?.kill();
      throw error;
    }
  };
  const stop = async (): Promise<void> => {
    const inTime = (await forget()?.stop(STOP_MS)) ?? true;
    rmSync(note, { force: true });
    if (!inTime) throw failureOf(spec, 'ENGINE_STOP_LATE', { what: 'had to be killed / a dû être tué' });
  };

  return {
    name: spec.name,
    port: spec.port,
    address: spec.address,
    get failed() {
      return failed;
    },
    start,
    stop,
    kill: async () => forget()?.kill(),
  };
}

/** Throws SetupFailure when the program ends before it answers, and when it does not answer in time. */
async function firstAnswer(spec: EngineSpec, program: SupervisedProcess): Promise<void> {
  const asking = new AbortController();
  const ended = program.ended.then((how) => {
    throw failureOf(spec, 'ENGINE_ENDED', { what: `ended before it answered / s’est arrêté avant de répondre (${how})` });
  });
  try {
    await Promise.race([untilAnswered(spec, asking.signal), ended]);
  } finally {
    asking.abort();
  }
}

async function untilAnswered(spec: EngineSpec, signal: AbortSignal): Promise<void> {
  const until = performance.now() + (spec.patienceMs ?? START_MS);
  for (;;) {
    try {
      await spec.ask();
      return;
    } catch (error) {
      if (performance.now() > until) throw failureOf(spec, 'ENGINE_SILENT', { what: 'does not answer / ne répond pas', cause: error });
    }
    await sleep(ASK_EVERY_MS, undefined, { signal });
  }
}

const logOf = ({ data }: EngineSpec): string => join(data, 'engine.log');

/** With the end of what the engine said: it names the cause better than we could. */
function failureOf(spec: EngineSpec, code: string, { what, cause }: { what: string; cause?: unknown }): SetupFailure {
  const file = logOf(spec);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  const shown = lines.slice(-LINES_SHOWN).map((line) => `  | ${line}\n`);
  return new SetupFailure(code, `${spec.name} ${what}\n${shown.join('')}  (${file})`, cause);
}
