import type { Progress } from './progress.ts';
import type { Texts } from './texts.ts';

/** How a command speaks to the operator. */
export type CommandTools = { readonly progress: Progress; readonly say: (text: string) => void; readonly texts: Texts };
