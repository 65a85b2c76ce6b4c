// Makes a file and writes, as JSON, what went to the disk meanwhile and whether the file had its name by then: `kek <path>`, `copy <path> <from>`.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { copyDatabase } from '../copy-database.ts';
import { createKekFile } from '../kek-file.ts';

const [what, path = '', from = ''] = process.argv.slice(2);
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

if (what === 'kek') createKekFile(path);
else copyDatabase(from, path);
process.stdout.write(JSON.stringify(flushed));
