import type { DatabaseSync } from 'node:sqlite';
import type { Lease, LeaseState } from '@amana/ports/lease';
import { reading, writing } from './work-access.ts';

export function createSqliteLease(db: DatabaseSync): Lease {
  const changes = (sql: string, ...parameters: (string | number)[]): Promise<boolean> =>
    writing(db, () => db.prepare(sql).run(...parameters).changes === 1);

  return {
    state: (name) =>
      reading(() => {
        const row = db.prepare('SELECT token, beats FROM leases WHERE name = ?').get(name);
        return row && ({ token: row['token'], beats: row['beats'] } as LeaseState);
      }),

    take: async (name, seenToken) => {
      const taken =
        seenToken === undefined
          ? await changes('INSERT INTO leases VALUES (?, 1, 0) ON CONFLICT DO NOTHING', name)
          : await changes('UPDATE leases SET token = token + 1, beats = 0 WHERE name = ? AND token = ?', name, seenToken);
      return taken ? { token: (seenToken ?? 0) + 1 } : undefined;
    },

    // beats >= 0: a beat that was under way during the release must not make the lease look held again
    beat: (name, token) => changes('UPDATE leases SET beats = beats + 1 WHERE name = ? AND token = ? AND beats >= 0', name, token),

    release: async (name, token) => {
      await changes('UPDATE leases SET beats = -1 WHERE name = ? AND token = ?', name, token);
    },
  };
}
