import type { NewEvent } from '@amana/ports/event-store';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { versioned, type Peer } from './peer.ts';

export function openOurs(path: string, event: NewEvent): Peer {
  const store = createSqliteEventStore({ path });
  return {
    append: versioned<number>(async (stream, revision) => (await store.append(stream, revision ?? 'no-stream', [event])).revision),
    close: async () => store.close(),
  };
}

// What is used of the peers, no more.
type Appended = { readonly nextExpectedStreamVersion: bigint };
type Emmett = {
  appendToStream(stream: string, events: readonly object[], options?: { expectedStreamVersion: bigint }): Promise<Appended>;
  close?(): Promise<void>;
};
type Connection = { close(): void };
type EmmettSqlite = { readonly getSQLiteEventStore: (options: object) => Emmett; readonly sqliteConnection: (options: { fileName: string }) => Connection };
type EmmettPostgresql = { readonly getPostgreSQLEventStore: (url: string) => Emmett };
type Pool = { query(text: string, values?: readonly unknown[]): Promise<unknown>; end(): Promise<void> };
type Pg = { Pool: new (options: object) => Pool };

const onEmmett = (store: Emmett, { type, data, metadata }: NewEvent): Peer => ({
  append: versioned<bigint>(async (stream, version) => {
    const options = version === undefined ? undefined : { expectedStreamVersion: version };
    return (await store.appendToStream(stream, [{ type, data, metadata }], options)).nextExpectedStreamVersion;
  }),
  close: async () => store.close?.(),
});

/** With one connection that all calls share: in its default mode, with one for each call, several callers end in errors (SQLITE_BUSY). */
export function openEmmettSqlite(require: NodeJS.Require, path: string, event: NewEvent): Peer {
  const { getSQLiteEventStore, sqliteConnection } = require('@event-driven-io/emmett-sqlite') as EmmettSqlite;
  const connection = sqliteConnection({ fileName: path });
  const connectionOptions = { singleton: true, connection };
  const peer = onEmmett(getSQLiteEventStore({ fileName: path, connectionOptions, schema: { autoMigration: 'CreateOrUpdate' } }), event);
  return { ...peer, close: async () => connection.close() };
}

export function openEmmettPostgresql(require: NodeJS.Require, url: string, event: NewEvent): Peer {
  const { getPostgreSQLEventStore } = require('@event-driven-io/emmett-postgresql') as EmmettPostgresql;
  return onEmmett(getPostgreSQLEventStore(url), event);
}

/** One insert for each call, on a unique index of stream and revision, from a pool of so many connections. */
export async function openRawPostgres(require: NodeJS.Require, url: string, { event, connections }: { event: NewEvent; connections: number }): Promise<Peer> {
  const pool = new (require('pg') as Pg).Pool({ connectionString: url, max: connections });
  await pool.query(`CREATE TABLE IF NOT EXISTS raw_events (
    position BIGSERIAL PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, id UUID NOT NULL, type TEXT NOT NULL, data JSONB NOT NULL, metadata JSONB NOT NULL,
    UNIQUE (stream, revision))`);
  const insert = 'INSERT INTO raw_events (stream, revision, id, type, data, metadata) VALUES ($1, $2, $3, $4, $5, $6)';
  return {
    append: versioned<number>(async (stream, revision = -1) => {
      const { id, type, data, metadata } = event;
      await pool.query(insert, [`${connections}-${stream}`, revision + 1, id, type, JSON.stringify(data), JSON.stringify(metadata)]);
      return revision + 1;
    }),
    close: () => pool.end(),
  };
}
