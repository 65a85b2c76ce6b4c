import type { Control } from './control.ts';
import { accessControls } from './controls/access.ts';
import { alertControls } from './controls/alerts.ts';
import { commandControls } from './controls/commands.ts';
import { engineControls } from './controls/engines.ts';
import { eventStoreReadControls } from './controls/eventstore-reads.ts';
import { figureControls } from './controls/figures.ts';
import { handOverControls } from './controls/hand-over.ts';
import { historyControls } from './controls/histories.ts';
import { httpControls } from './controls/http.ts';
import { kafkaControls } from './controls/kafka.ts';
import { keyControls } from './controls/keys.ts';
import { logControls } from './controls/log.ts';
import { memoryControls } from './controls/memory.ts';
import { mongodbControls } from './controls/mongodb.ts';
import { movingControls } from './controls/moving.ts';
import { readingControls } from './controls/reading.ts';
import { rebuildControls } from './controls/rebuild.ts';
import { rowControls } from './controls/rows.ts';
import { secretControls } from './controls/secrets.ts';
import { verifyControls } from './controls/verify.ts';
import { webhookControls } from './controls/webhooks.ts';

/** What the product promises, by what keeps it. Those that need an engine stand with the engine. */
export const allControls: readonly Control[] = [
  ...logControls,
  ...commandControls,
  ...memoryControls,
  ...rowControls,
  ...handOverControls,
  ...rebuildControls,
  ...keyControls,
  ...secretControls,
  ...accessControls,
  ...readingControls,
  ...httpControls,
  ...alertControls,
  ...webhookControls,
  ...figureControls,
  ...movingControls,
  ...verifyControls,
  ...historyControls,
  ...engineControls,
  ...eventStoreReadControls,
  ...mongodbControls,
  ...kafkaControls,
];
