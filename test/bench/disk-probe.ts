import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Work } from './rate.ts';

/** F: what the disk itself can do, 4 KiB and an fdatasync at a time. */
export function openDiskProbe(folder: string): { readonly work: Work; close(): void } {
  const [file, block] = [openSync(join(folder, 'probe'), 'w'), Buffer.alloc(4096)];
  return {
    work: () => {
      writeSync(file, block);
      fdatasyncSync(file);
      return 1;
    },
    close: () => closeSync(file),
  };
}
