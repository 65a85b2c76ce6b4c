import { publishInTurn } from '@amana/app/figures/publish-in-turn';
import { createCommandHandler } from '@amana/app/handle-command';
import { noticeRestore } from '@amana/app/notice-restore';
import { openLog } from '@amana/app/open-log';
import { contextQueries } from '@amana/app/reading/context-queries';
import { showNewestTime } from '@amana/app/show-newest-time';
import { eventDefinitions as definitions } from '@amana/domain/catalogue';
import { createClock, systemClockSource } from '@amana/platform/clock';
import type { Log } from '@amana/platform/logger';
import { createKeys } from '@amana/privacy/subject-keys';
import type { EmbeddedStores } from './embedded-stores.ts';
import type { Settings } from './settings.ts';
import { tools } from './tools.ts';

/** What all parts of the process share: stores, clock, keys, the log and its era, and the one handler of commands. */
export async function openInside({ settings, stores, output }: { settings: Settings; stores: EmbeddedStores; output: Log }) {
  const clock = createClock(systemClockSource);
  const { events, rows, keyring } = stores;
  const logDeps = { events, rows, newId: tools.newId, clock };
  const log = await noticeRestore(await openLog(settings.AMANA_LOG_PURPOSE, logDeps), logDeps);
  await showNewestTime(events, clock);
  const keys = createKeys({ keyring, randomBytes: tools.randomBytes, now: tools.monotonic });
  const shared = { ...tools, ...stores, keys, log, output, clock, definitions, era: () => log.era };
  const queries = contextQueries({ ...shared, caseloadLimit: settings.AMANA_CASELOAD_LIMIT });
  return { ...shared, handle: publishInTurn(createCommandHandler({ ...shared, log: output, queries })) };
}

export type Inside = Awaited<ReturnType<typeof openInside>>;
