import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLineWriter } from './line-writer.ts';
import { linesOf } from './lines-of.ts';

describe('lines of a file', () => {
  let folder: string;
  const path = () => join(folder, 'log.jsonl');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amana-lines-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function read(): Promise<string[]> {
    const lines: string[] = [];
    for await (const line of linesOf(path())) lines.push(line);
    return lines;
  }

  it('are those that were written, however long, whatever stands in them, and wherever a chunk ends', async () => {
    const lines = ['one', '', 'two\u2028still two\u2029', 'three\r', 'é'.repeat(700_000), ...Array.from({ length: 5_000 }, (_, i) => `line ${i} ${'é'.repeat(i % 400)}`), 'x'.repeat(3_000_000)];
    const writer = await createLineWriter(path());
    for (const line of lines) await writer.write(line);
    await writer.finish();
    await writer.close(); // twice is safe
    expect(await read()).toEqual(lines);
  });

  it('an empty file has none', async () => {
    writeFileSync(path(), '');
    expect(await read()).toEqual([]);
  });

  it('EXPORT_DAMAGED: the last line has no end, so something is missing', async () => {
    writeFileSync(path(), 'one\ntw');
    await expect(read()).rejects.toMatchObject({ code: 'EXPORT_DAMAGED', facts: { log: 'log' } });
  });

  it('EXPORT_DAMAGED: a file without ends of lines does not fill the memory', async () => {
    writeFileSync(path(), Buffer.alloc(6_000_000, 'x'));
    await expect(read()).rejects.toMatchObject({ code: 'EXPORT_DAMAGED' });
  });

  it('EXPORT_INCOMPLETE: there is no such file', async () => {
    await expect(read()).rejects.toMatchObject({ code: 'EXPORT_INCOMPLETE', facts: { file: 'log.jsonl' } });
  });

  it('nothing is written over', async () => {
    writeFileSync(path(), 'there');
    await expect(createLineWriter(path())).rejects.toMatchObject({ code: 'EEXIST' });
  });
});
