import { closeSync, fsyncSync, openSync } from 'node:fs';

/** A file, or the names in a folder: on the disk when this returns. */
export function flush(path: string): void {
  if (process.platform === 'win32') return; // a folder cannot be opened there
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
