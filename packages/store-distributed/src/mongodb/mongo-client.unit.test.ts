import { describe, expect, test } from '@jest/globals';
import { connectMongo } from './connect-mongo.ts';
import { createMongoClient, databaseOf, openDatabase } from './mongo-client.ts';

const callMs = 3_000;

describe('the url of MongoDB', () => {
  test.each([
    'mongodb://user:secret@rows.example/amana',
    'mongodb://user:secret@127.0.0.1,rows.example/amana',
    'mongodb://user:secret@rows.example/?tls=false',
  ])('%s is refused: the password would cross the network in clear', async (url) => {
    const refused = { name: 'PortFailure', code: 'MONGODB_URL', retryable: false, message: expect.stringContaining('tls=true') };
    await expect(connectMongo({ url })).rejects.toMatchObject(refused);
    await expect(connectMongo({ url })).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });

  test.each([
    '',
    'rows.example',
    'mongodb://user:sec/ret@rows.example',
    'mongodb://',
    'http://rows.example',
    'mongodb://rows.example/?tls=secret',
    'mongodb://rows.example/?unheardOf=1',
  ])('%j is refused in words of ours, without the url in them', async (url) => {
    await expect(connectMongo({ url })).rejects.toMatchObject({ name: 'PortFailure', code: 'MONGODB_URL', retryable: false });
    await expect(connectMongo({ url })).rejects.not.toMatchObject({ message: expect.stringMatching(/sec|rows\.example/) });
  });

  test.each([
    'mongodb://user:secret@rows.example/amana?tls=true',
    'mongodb://user:secret@localhost/amana',
    'mongodb://user:secret@127.0.0.1:27017,[::1]:27018/amana',
    'mongodb://user:secret@%2Ftmp%2Fmongodb-27017.sock/amana',
    'mongodb://rows.example/amana',
  ])('%s is taken', (url) => {
    expect(createMongoClient({ url, callMs }).options.dbName).toBeDefined();
  });

  test.each([
    ['mongodb://rows.example/figures', 'figures'],
    ['mongodb://a,b/figures?tls=true', 'figures'],
    ['mongodb+srv://rows.example/figures', 'figures'],
    ['mongodb://rows.example', 'amana'],
    ['mongodb://rows.example/', 'amana'],
    ['mongodb://rows.example/?tls=true', 'amana'],
  ])('%s names the database %s', (url, database) => {
    expect(databaseOf(url)).toBe(database);
  });

  test('cannot weaken what the adapters stand on', () => {
    const url =
      'mongodb://rows.example/?w=1&journal=false&readConcernLevel=local&readPreference=secondary&socketTimeoutMS=0&serverSelectionTimeoutMS=600000&waitQueueTimeoutMS=0&connectTimeoutMS=0';
    const client = createMongoClient({ url, callMs });
    const { writeConcern, readConcern, readPreference, bsonOptions } = openDatabase(client, 'amana').collection('leases');
    expect(writeConcern).toMatchObject({ w: 'majority', journal: true });
    expect(readConcern?.level).toBe('majority');
    expect(readPreference?.mode).toBe('primary');
    expect(bsonOptions.useBigInt64).toBe(true);
    const { options } = client;
    const { socketTimeoutMS, serverSelectionTimeoutMS, waitQueueTimeoutMS, connectTimeoutMS } = options;
    expect({ socketTimeoutMS, serverSelectionTimeoutMS, waitQueueTimeoutMS, connectTimeoutMS }).toEqual({
      socketTimeoutMS: 3_000,
      serverSelectionTimeoutMS: 3_000,
      waitQueueTimeoutMS: 3_000,
      connectTimeoutMS: 3_000,
    });
  });
});
