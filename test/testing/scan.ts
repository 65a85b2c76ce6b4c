import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type Haystack = { readonly where: string; readonly bytes: Buffer };
type Needle = { readonly what: string; readonly encoding: string; readonly bytes: Buffer };

/** A shorter one would be found by chance among megabytes of ciphertext. */
const LEAST_BASE64 = 8;

/** What of the text stands in its base64 wherever in the encoded bytes it begins: the characters that no neighbour touches. */
function base64Parts(text: Buffer, encoding: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), text]).toString(encoding);
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + text.length) * 8) / 6));
  });
}

function needlesOf(what: string): Needle[] {
  const plain = Buffer.from(what, 'utf8');
  const as = (encoding: string, text: string): Needle => ({ what, encoding, bytes: Buffer.from(text, 'latin1') });
  const base64 = [...new Set([...base64Parts(plain, 'base64'), ...base64Parts(plain, 'base64url')])].filter(
    (part) => part.length >= LEAST_BASE64,
  );
  const isCode = what.startsWith('"'); // in small letters it may be a word of the program's own
  return [
    { what, encoding: 'utf8', bytes: plain },
    ...(isCode ? [] : [{ what, encoding: 'utf8, lower case', bytes: Buffer.from(what.toLowerCase(), 'utf8') }]),
    { what, encoding: 'utf16le', bytes: Buffer.from(what, 'utf16le') },
    as('hex', plain.toString('hex')),
    as('hex, upper case', plain.toString('hex').toUpperCase()),
    ...base64.map((part) => as('base64', part)),
  ];
}

const START = 4;

/** By their first bytes, so that all needles are looked for in one pass: there are hundreds, and megabytes to search. */
const indexed = (needles: readonly Needle[]): Map<number, Needle[]> => Map.groupBy(needles, ({ bytes }) => bytes.readUInt32BE(0));

function* hits(bytes: Buffer, starts: ReadonlyMap<number, Needle[]>): Generator<Needle> {
  const mayBegin = new Uint8Array(2 ** 16); // most windows are no start: a table of two bytes says so faster than the map
  for (const start of starts.keys()) mayBegin[start & 0xffff] = 1;
  for (let at = 0, window = 0; at < bytes.length; at++) {
    window = (window << 8) | (bytes[at] ?? 0);
    if (mayBegin[window & 0xffff] === 0 || at < START - 1) continue;
    const begun = starts.get(window >>> 0) ?? [];
    const from = at - START + 1;
    yield* begun.filter((needle) => needle.bytes.equals(bytes.subarray(from, from + needle.bytes.length)));
  }
}

/** Where any of these texts stands, in clear or in a common encoding: `place: text (encoding)`. A text has at least five bytes. */
export function scan(haystacks: readonly Haystack[], texts: Iterable<string>): string[] {
  const starts = indexed([...texts].flatMap(needlesOf));
  const found = haystacks.flatMap(({ where, bytes }) =>
    [...hits(bytes, starts)].map(({ what, encoding }) => `${where}: ${what} (${encoding})`),
  );
  return [...new Set(found)];
}

/** Every file below the folder as its bytes are. */
export const filesOf = (folder: string): Haystack[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ where: path.slice(folder.length + 1), bytes: readFileSync(path) }));

/** Every table of every database as one text: a value that lies on two pages of the file is whole here. */
export function tablesOf(folder: string): Haystack[] {
  const paths = filesOf(folder)
    .map(({ where }) => where)
    .filter((path) => path.endsWith('.db') && !path.endsWith('lock.db'));
  return paths.flatMap((path) => {
    const db = new DatabaseSync(join(folder, path), { readOnly: true });
    try {
      const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
      return tables.map(({ name }) => ({ where: `${path}, ${name as string}`, bytes: tableText(db, name as string) }));
    } finally {
      db.close();
    }
  });
}

/** Columns end with a line feed, and a text that is no JSON stands in quotes as one that is. */
function tableText(db: DatabaseSync, name: string): Buffer {
  const statement = db.prepare(`SELECT * FROM "${name.replaceAll('"', '""')}"`);
  statement.setReadBigInts(true);
  const cells = statement.all().flatMap((row) => Object.values(row));
  const texts = cells.map((cell) =>
    cell instanceof Uint8Array ? Buffer.from(cell) : Buffer.from(`${String(cell)}\n"${String(cell)}"\n`, 'utf8'),
  );
  return Buffer.concat(texts);
}
