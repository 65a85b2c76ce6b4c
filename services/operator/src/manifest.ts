import type { Exported } from '@amana/app/moving/export-log';
import { MoveRefused } from '@amana/app/moving/move-refused';
import { z } from 'zod';

const FORMAT = 'amana-export';
export const FORMAT_VERSION = 1;

const Digest = z.string().length(43);
const Summary = z.object({ appends: z.int().nonnegative(), events: z.int().nonnegative(), chain: Digest });
const Header = z.object({ format: z.literal(FORMAT), version: z.int() });

/** What lies beside the files of an export. `keyring` is the digest of what the copy of the keyring holds. */
const Manifest = Header.extend({
  logId: z.uuid(),
  purpose: z.enum(['production', 'training', 'demo']),
  era: z.uuid(),
  log: Summary,
  access: Summary,
  keyring: Digest,
  missingKeys: z.int().nonnegative(),
});
export type Manifest = z.infer<typeof Manifest>;

export const manifestText = (exported: Exported, keyring: string): string =>
  `${JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, ...exported, keyring } satisfies Manifest, undefined, 2)}\n`;

/** Throws MoveRefused: EXPORT_UNREADABLE, EXPORT_VERSION for a format that another version of the program has written. */
export function parseManifest(text: string): Manifest {
  const json = parsed(text);
  const header = Header.safeParse(json);
  if (!header.success) throw new MoveRefused('EXPORT_UNREADABLE');
  if (header.data.version !== FORMAT_VERSION) throw new MoveRefused('EXPORT_VERSION', { version: header.data.version, known: FORMAT_VERSION });
  const manifest = Manifest.safeParse(json);
  if (!manifest.success) throw new MoveRefused('EXPORT_UNREADABLE');
  return manifest.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
