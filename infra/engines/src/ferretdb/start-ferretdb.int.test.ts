import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MongoClient, type Collection } from 'mongodb';
import type { Engine } from '../process/engine.ts';
import { describeWhenAsked } from '../testing/describe-when-asked.ts';
import { scratchFolder } from '../testing/scratch-folder.ts';
import { startFerretDb } from './start-ferretdb.ts';

const MINUTES_MS = 300_000; // the program may have to be built

describeWhenAsked('a FerretDB server of this machine’s Go', () => {
  let server: Engine;
  afterAll(async () => server.kill()); // before its folder goes
  const data = join(scratchFolder(), 'ferretdb');
  beforeAll(async () => {
    server = await startFerretDb({ data });
  }, MINUTES_MS);

  async function withCollection<T>(work: (documents: Collection) => Promise<T>): Promise<T> {
    const client = new MongoClient(server.address);
    try {
      return await work(client.db('kept').collection('documents'));
    } finally {
      await client.close();
    }
  }

  test('is asked at the address that it gives, and says which MongoDB it stands for', async () => {
    expect(server.address).toBe(`mongodb://127.0.0.1:${server.port}/`);
    const client = new MongoClient(server.address);
    const { maxWireVersion, isWritablePrimary } = await client.db('admin').command({ hello: 1 });
    await client.close();
    expect({ maxWireVersion, isWritablePrimary }).toEqual({ maxWireVersion: 21, isWritablePrimary: true });
  });

  test('keeps documents and unique indexes over a stop and over a kill, on the same port', async () => {
    await withCollection(async (documents) => {
      await documents.createIndex({ name: 1 }, { unique: true, name: 'by-name' });
      await documents.insertOne({ name: 'before the stop' });
    });
    await server.stop();
    await server.start();
    await withCollection((documents) => documents.insertOne({ name: 'before the kill' }));
    await server.kill();
    await server.start();
    const names = await withCollection((documents) => documents.find({}, { projection: { _id: 0 } }).sort({ name: 1 }).toArray());
    expect(names).toEqual([{ name: 'before the kill' }, { name: 'before the stop' }]);
    await expect(withCollection((documents) => documents.insertOne({ name: 'before the kill' }))).rejects.toMatchObject({ code: 11_000 });
  });
});
