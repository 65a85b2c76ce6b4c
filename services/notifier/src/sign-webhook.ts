import { Webhook } from 'standardwebhooks';

type Signed = {
  /** The alert id: the same over all attempts, the partner's means to drop repeats. */
  readonly id: string;
  /** Instant of this attempt, ISO 8601. */
  readonly at: string;
  /** The exact text that is sent. */
  readonly body: string;
  /** Newest first; two during a rotation, so that the partner may take the new one over whenever it likes. At least one. */
  readonly secrets: readonly Uint8Array[];
};

/** The headers of Standard Webhooks 1.0.0. */
export function signWebhook({ id, at, body, secrets }: Signed): Readonly<Record<string, string>> {
  const time = new Date(at);
  const signatures = secrets.map((secret) => new Webhook(Buffer.from(secret).toString('base64')).sign(id, time, body));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(time.getTime() / 1_000)),
    'webhook-signature': signatures.join(' '),
  };
}
