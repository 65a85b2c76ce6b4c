// Makes a key-encryption key at the named path and writes, as JSON, what went to the disk meanwhile and whether the file had its name by then.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { createKekFile } from '../kek-file.ts';

const [path = ''] = process.argv.slice(2);
const pathOf = new Map<number, string>();
const flushed: { bytes?: number; folder?: string; named: boolean }[] = [];
const { openSync, fsyncSync } = fs;

fs.openSync = (opened, ...more) => {
  const file = openSync(opened, ...more);
  pathOf.set(file, String(opened));
  return file;
};
fs.fsyncSync = (file) => {
  fsyncSync(file);
  const status = fs.fstatSync(file);
  flushed.push({ ...(status.isDirectory() ? { folder: pathOf.get(file) ?? '' } : { bytes: status.size }), named: fs.existsSync(path) });
};
syncBuiltinESMExports();

createKekFile(path);
process.stdout.write(JSON.stringify(flushed));
