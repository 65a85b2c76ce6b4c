import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SetupFailure } from '@amana/platform/failure';

export type StartOptions = {
  /** 0 takes a free one. */
  port: number;
  /** The folder of the log, absolute. */
  data: string;
};

const usage = 'node --conditions=amana-source infra/engines/src/eventstore/main.ts --data <folder | dossier> [--port <port>]';

/** Throws SetupFailure USAGE. */
export function parseStartOptions(args: readonly string[]): StartOptions {
  try {
    const { values } = parseArgs({ args: [...args], options: { port: { type: 'string', default: '0' }, data: { type: 'string' } } });
    const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
    if (values.data === undefined || !(port < 65_536)) throw new Error('no folder, or no port');
    return { port, data: resolve(values.data) };
  } catch (error) {
    throw new SetupFailure('USAGE', usage, error);
  }
}
