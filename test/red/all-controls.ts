import type { Control } from './control.ts';
import { accessControls } from './controls/access.ts';
import { alertControls, figureControls } from './controls/alerts.ts';
import { commandControls } from './controls/commands.ts';
import { engineControls } from './controls/engines.ts';
import { httpControls } from './controls/http.ts';
import { keyControls } from './controls/keys.ts';
import { logControls } from './controls/log.ts';
import { rebuildControls } from './controls/rebuild.ts';
import { rowControls } from './controls/rows.ts';

export const allControls: readonly Control[] = [...logControls, ...commandControls, ...rowControls, ...rebuildControls, ...keyControls, ...accessControls, ...alertControls, ...figureControls, ...engineControls, ...httpControls];
