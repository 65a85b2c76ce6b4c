export type KeyClass = 'statistic' | 'identity' | 'justice';

/** `keyId` commits to subject, class and key; the keyring holds it as `privacy` hands it over and never makes one up. */
export type KeyEntry = { keyId: string; subjectId: string; class: KeyClass; key: Uint8Array };

/** What is left of a destroyed key. `erasingEventId` is the event that decided it. */
export type KeyReceipt = { keyId: string; subjectId: string; class: KeyClass; erasingEventId: string };

export type FoundKey = { state: 'live'; entry: KeyEntry } | { state: 'destroyed'; receipt: KeyReceipt };

/**
 * MUST: all keys of a subject are made at once; `ensure` resolves only when they are durable, so before any append under them;
 *       what it gives back is what is stored, also when two callers made keys for one subject at the same time (the first wins).
 * MUST: concurrent calls of `ensure` share a commit.
 * MUST: the key that wraps the stored keys lies outside the data folder, and no stored byte shows a key in clear.
 * MUST NOT: give a subject with a receipt a new key.
 */
export interface Keyring {
  /** The newest live keys of the subject, one per class; `make` is called only where it has none. */
  ensure(subjectId: string, make: () => readonly KeyEntry[]): Promise<KeyEntry[]>;
  /** All that is known of these key ids; an id that was never here is missing from the answer. */
  find(keyIds: readonly string[]): Promise<Map<string, FoundKey>>;
  /** Secrets of alert endpoints, newest first: during a rotation two are valid. */
  secrets(name: string): Promise<Uint8Array[]>;
  /**
   * Keeps at most `keep` (1 or more) of them, the newest. Durable before it resolves. One that is there already becomes the
   * newest: a repeat pushes no other one out.
   */
  addSecret(name: string, secret: Uint8Array, keep: number): Promise<void>;
}
