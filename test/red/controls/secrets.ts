import type { Control } from '../control.ts';

const store = 'packages/store-embedded/src';
const keyring = [`${store}/file-keyring.int.test.ts`];
const kek = [`${store}/kek-file.unit.test.ts`];

/** Where keys and secrets lie: on the disk before anything depends on them, each in its own place, and gone when they are destroyed. */
export const secretControls: readonly Control[] = [
  {
    defence: 'a key is on the disk before it is given out: synchronous=FULL',
    file: `${store}/keyring-database.ts`,
    find: "synchronous: 'FULL'",
    put: "synchronous: 'NORMAL'",
    tests: keyring,
    only: 'a key is on the disk',
  },
  {
    defence: 'a destroyed key stays in no free page',
    file: `${store}/keyring-database.ts`,
    find: "  db.exec('PRAGMA secure_delete = ON');",
    put: '',
    tests: keyring,
    only: 'what is deleted is overwritten',
  },
  {
    defence: 'a new secret is there whole, or the older ones are',
    file: `${store}/file-keyring.ts`,
    find: 'writing(db, () => secrets.add(name, secret, keep))',
    put: 'secrets.add(name, secret, keep)',
    tests: keyring,
    only: 'cannot be stored whole',
  },
  {
    defence: 'a wrapped key opens under its own name only',
    file: `${store}/key-wrap.ts`,
    find: 'Buffer.from(JSON.stringify(name));',
    put: 'Buffer.alloc(name.length === 0 ? 1 : 0);',
    tests: keyring,
    only: 'put in the place of another|put under another name',
  },
  {
    defence: 'another key-encryption key than that of the keyring is refused at opening',
    file: `${store}/open-keyring.ts`,
    find: 'if (!isKekOf(db, kek)) throw',
    put: 'if (!isKekOf(db, kek) && kek === undefined) throw',
    tests: keyring,
    only: 'has its KEK too',
  },
  {
    defence: 'where key and receipt are found, the key counts as destroyed',
    file: `${store}/wrapped-keys.ts`,
    find: "        found.set(String(row['key_id']), {\n          state: 'destroyed',",
    put: "        if (!found.has(String(row['key_id']))) found.set(String(row['key_id']), {\n          state: 'destroyed',",
    tests: keyring,
    only: 'an erasure that was interrupted',
  },
  {
    defence: 'the bytes of a new key-encryption key are on the disk before it has its name',
    file: `${store}/kek-file.ts`,
    find: '    writeFileSync(file, text);\n    fsyncSync(file);',
    put: '    writeFileSync(file, text);',
    tests: kek,
    only: 'its bytes are on the disk',
  },
  {
    defence: 'the name of a new key-encryption key is on the disk when it is made',
    file: `${store}/kek-file.ts`,
    find: '  if (posix) flushFolders(dirname(path), topmostMade);\n',
    put: '',
    tests: kek,
    only: 'its bytes are on the disk',
  },
  {
    defence: 'so is the folder that was made for it',
    file: `${store}/kek-file.ts`,
    find: '  if (topmostMade !== undefined && path !== dirname(topmostMade)) flushFolders(dirname(path), topmostMade);\n',
    put: '',
    tests: kek,
    only: 'a folder that is made for it',
  },
  {
    defence: 'a key-encryption key is never overwritten',
    file: `${store}/kek-file.ts`,
    find: 'linkSync(unfinished, path);',
    put: 'writeFileSync(path, readFileSync(unfinished));',
    tests: kek,
    only: 'never overwritten',
  },
  {
    defence: 'a copy of a keyring is its owner’s only',
    file: `${store}/copy-database.ts`,
    find: '  chmodSync(to, 0o600);\n',
    put: '',
    tests: [`${store}/copy-keyring.int.test.ts`],
  },
  {
    defence: 'a copy is on the disk when it is made',
    file: `${store}/copy-database.ts`,
    find: '  flush(to);\n  flush(dirname(to));',
    put: '  flush(dirname(to));',
    tests: [`${store}/copy-keyring.int.test.ts`],
    only: 'a copy is on the disk',
  },
  {
    defence: 'another keyring is not overwritten by an import',
    file: `${store}/copy-keyring.ts`,
    find: 'if (keyringDigest(path) === keyringDigest(copy)) return;',
    put: 'if (keyringDigest(path) !== keyringDigest(copy)) renameSync(copy, path);\n  if (existsSync(path)) return;',
    tests: [`${store}/copy-keyring.int.test.ts`],
  },
];
