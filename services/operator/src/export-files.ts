/** The files of an export, by what they hold. */
export const fileOf = { log: 'log.jsonl', access: 'access.jsonl', keyring: 'keyring.db', manifest: 'manifest.json' } as const;
