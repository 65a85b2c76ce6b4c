import { open } from 'node:fs/promises';

const CHUNK = 256 * 1024;

export type LineWriter = {
  /** Resolves when there is room for more. */
  write(line: string): Promise<void>;
  /** On the disk when it resolves. */
  finish(): Promise<void>;
  /** Without having finished. Twice is safe. */
  close(): Promise<void>;
};

/** A new file, for its owner only. Throws where there is one. */
export async function createLineWriter(path: string): Promise<LineWriter> {
  const file = await open(path, 'wx', 0o600);
  let waiting: string[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    const text = waiting.join('');
    [waiting, size] = [[], 0];
    await file.appendFile(text);
  };
  return {
    write: async (line) => {
      waiting.push(line, '\n');
      size += line.length;
      if (size > CHUNK) await flush();
    },
    finish: async () => {
      await flush();
      await file.sync();
      await file.close();
    },
    close: () => file.close(),
  };
}
