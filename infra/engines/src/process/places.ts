import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The manifests from which engines are fetched and built: the Maven project and the Go module. */
export const sourcesOf = (engine: 'kafka' | 'ferretdb'): string => here(`../../${engine}`);

/** Where the results stand, and by default the data: `var/engines` of the checkout. */
export const engineFolder = (...path: readonly string[]): string => join(here('../../../../var/engines'), ...path);

export const eventStoreMain: string = here('../eventstore/main.ts');
