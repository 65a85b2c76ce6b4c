import { MongoClient, ReadConcern, type Db, type DbOptions, type Document, type MongoClientOptions } from 'mongodb';
import { PortFailure } from '@amana/ports/failures';

export type MongoClientSettings = {
  /** `mongodb://user:password@host:27017/amana?tls=true`; the path names the database. */
  url: string;
  callMs: number;
  /** For tests that read what is sent. */
  onCommand?: (command: Document) => unknown;
};

/** The driver, every call of it bounded in time. Throws PortFailure MONGODB_URL, without the URL in it: it holds a password. */
export function createMongoClient({ url, callMs, onCommand }: MongoClientSettings): MongoClient {
  const client = parsed(url, { ...timeouts(callMs), appName: 'amana', maxPoolSize: 20, monitorCommands: onCommand !== undefined });
  const { credentials, tls, hosts } = client.options;
  if (credentials !== undefined && !tls && !hosts.every(isOnThisMachine))
    throw refused('without TLS the password and the rows would cross the network in clear: add tls=true, or use a server on this machine');
  if (onCommand !== undefined) client.on('commandStarted', ({ command }) => onCommand(command));
  return client;
}

/**
 * What the adapters stand on: writes are answered when a majority has journaled them, reads come from the primary and show what a
 * majority has, whole numbers of 64 bits are bigint. Said of the database, since what the URL says of `journal` wins over the client's.
 */
const foundations: DbOptions = {
  writeConcern: { w: 'majority', journal: true },
  readConcern: new ReadConcern('majority'),
  readPreference: 'primary',
  useBigInt64: true,
};

export const openDatabase = (client: MongoClient, name: string): Db => client.db(name, foundations);

/** No call is left without a bound: finding a server, waiting for a connection, waiting for an answer. */
const timeouts = (callMs: number): MongoClientOptions => ({
  serverSelectionTimeoutMS: Math.min(5_000, callMs),
  connectTimeoutMS: Math.min(5_000, callMs),
  waitQueueTimeoutMS: callMs,
  socketTimeoutMS: callMs,
});

function parsed(url: string, options: MongoClientOptions): MongoClient {
  try {
    return new MongoClient(url, options);
  } catch {
    throw refused('it is mongodb://user:password@host:port/database?tls=true, user and password percent-encoded');
  }
}

/** The database that the URL names; `amana` where it names none. */
export const databaseOf = (url: string): string => /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(url)?.[1] ?? 'amana';

type Host = MongoClient['options']['hosts'][number];

const isOnThisMachine = ({ host, socketPath }: Host): boolean =>
  socketPath !== undefined || host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host ?? '');

const refused = (advice: string): PortFailure => new PortFailure('MONGODB_URL', `the url of MongoDB: ${advice}`, { retryable: false });
