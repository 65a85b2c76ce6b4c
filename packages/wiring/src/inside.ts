import { publishInTurn } from '@amana/app/figures/publish-in-turn';
import { createCommandHandler } from '@amana/app/handle-command';
import { contextQueries } from '@amana/app/reading/context-queries';
import type { Turns } from '@amana/app/turns';
import type { Keyring } from '@amana/ports/keyring';
import { createKeys } from '@amana/privacy/subject-keys';
import type { BaseStores, openBase } from './open-base.ts';
import { tools } from './tools.ts';

type Base = Awaited<ReturnType<typeof openBase<BaseStores>>>;

/** For whoever opens or seals. */
export const withKeys = <B extends Base & { readonly keyring: Keyring }>(base: B) => ({
  ...base,
  keys: createKeys({ keyring: base.keyring, randomBytes: tools.randomBytes, now: tools.monotonic }),
});

/** For whoever takes commands: the one handler of them. */
export function withCommands<B extends ReturnType<typeof withKeys<Base & { readonly keyring: Keyring }>> & { readonly turns: Turns }>(base: B, { caseloadLimit }: { caseloadLimit: number }) {
  const queries = contextQueries({ ...base, caseloadLimit });
  return { ...base, handle: publishInTurn(createCommandHandler({ ...base, log: base.output, queries }), base.turns) };
}
