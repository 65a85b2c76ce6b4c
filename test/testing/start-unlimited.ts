import { startStandalone, type StandaloneOptions, type StandaloneProcess } from './standalone-process.ts';

/** The program, for a test whose requests all come from one address: more of them than one address may send. */
export const startUnlimited = (options: StandaloneOptions = {}): Promise<StandaloneProcess> =>
  startStandalone({ ...options, settings: { ...options.settings, AMANA_REQUESTS_PER_MINUTE: '100000000' } });
