import type { Keyring } from '@amana/ports/keyring';
import type { AnyCommand, CommandRequest } from './command-request.ts';

const SECRET_BYTES = 32;

type Task = {
  readonly command: AnyCommand;
  readonly request: CommandRequest;
  readonly stream: string;
  readonly deps: { readonly keyring: Keyring; readonly randomBytes: (size: number) => Uint8Array };
};

/**
 * The secret that a command makes for an alert endpoint, kept in the keyring under its stream, the endpoint and the command. So a repeat
 * shows the same one (the first answer may have been lost), a command that is refused or tried again makes none in vain that
 * could push out a secret in use, and no event holds any.
 */
export async function secretOf({ command, request, stream, deps }: Task, of: { body: unknown; make: boolean }): Promise<Uint8Array | undefined> {
  if (command.secretFor === undefined) return undefined;
  const endpointId = command.secretFor(of.body as Record<string, unknown>);
  const name = secretName({ stream, endpointId, commandId: request.commandId });
  const [kept] = await deps.keyring.secrets(name);
  if (kept !== undefined || !of.make) return kept;
  const secret = deps.randomBytes(SECRET_BYTES);
  await deps.keyring.addSecret(name, secret, 1);
  return secret;
}

/**
 * Endpoint ids and command ids are made by clients: without the stream an agency that sends another's ids would be shown the
 * other's secret.
 */
export const secretName = ({ stream, endpointId, commandId }: { stream: string; endpointId: string; commandId: string }): string =>
  `${stream}/${endpointId}/${commandId}`;
