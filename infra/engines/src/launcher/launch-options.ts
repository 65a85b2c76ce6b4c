import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SetupFailure } from '@amana/platform/failure';
import { engineNames, isEngineName, type EngineName } from '../engine-variables.ts';
import { engineFolder } from '../process/places.ts';

export type LaunchOptions = {
  /** Absolute. */
  readonly data: string;
  readonly only: readonly EngineName[];
};

const USAGE = `npm run engines -- [--only ${engineNames.join(',')}] [--data <folder | dossier>]`;

/** What stands behind `npm run engines --`. Throws SetupFailure USAGE. */
export function parseLaunchOptions(args: readonly string[]): LaunchOptions {
  try {
    const { values } = parseArgs({ args: [...args], options: { only: { type: 'string' }, data: { type: 'string' } } });
    const only = values.only?.split(',') ?? engineNames;
    if (!only.every(isEngineName) || new Set(only).size < only.length) throw new Error('unknown engine, or one twice');
    return { data: resolve(values.data ?? engineFolder()), only };
  } catch (error) {
    throw new SetupFailure('USAGE', USAGE, error);
  }
}
