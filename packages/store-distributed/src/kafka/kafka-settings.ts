import { isIP } from 'node:net';
import { PortFailure } from '@amana/ports/failures';

/** Where lines for an operator go: fields first, then a fixed message. */
export type KafkaLog = { debug(fields: object, message: string): void };

export type Mechanism = 'plain' | 'scram-sha-256' | 'scram-sha-512';

export type KafkaOptions = {
  /** host:port of some brokers; the others are learned from them. */
  readonly brokers: readonly string[];
  /** Shown in the brokers' logs and quotas. Default `amana`. */
  readonly clientId?: string;
  /** PEM text of the authority that the brokers' certificates come from. Turns TLS on. */
  readonly ca?: string;
  /** TLS that trusts what Node.js trusts, where no `ca` is given. */
  readonly tls?: boolean;
  /** Refused without TLS, but on loopback. */
  readonly user?: string;
  readonly password?: string;
  /** How the user says who it is. Default SCRAM-SHA-512. */
  readonly mechanism?: Mechanism;
  /** How long a consumer waits after failed try number `attempt`, from 1. */
  readonly backoffMs: (attempt: number) => number;
  /** What the client library says about itself, at level debug: whatever matters comes as an error of a call or by `onRetry`. */
  readonly output?: KafkaLog;
  readonly times?: Partial<KafkaTimes>;
};

export type KafkaTimes = {
  /** A connection, with TLS. */
  readonly connectMs: number;
  /** The answer to one request. */
  readonly requestMs: number;
  /** One call of the port, its wait for others included. */
  readonly callMs: number;
  /** One call of a consumer's handler. After it the call counts as failed and is made again, even if the first never ends. */
  readonly handleMs: number;
  /** A consumer that was not heard of for so long has left its group: what another copy waits after a kill. Brokers take no less than 6,000. */
  readonly sessionMs: number;
  /** The end of a consumer, with the message in hand. */
  readonly stopMs: number;
  /** A consumer of the client library without any sign of life for so long is replaced. Longer than `handleMs` and a rebalance together. */
  readonly silentMs: number;
  /** A broker without news answers after so long: what stopping and resuming wait at most. */
  readonly fetchMs: number;
};

const defaultTimes: KafkaTimes = {
  connectMs: 5_000,
  requestMs: 10_000,
  callMs: 30_000,
  handleMs: 30_000,
  sessionMs: 10_000,
  stopMs: 10_000,
  silentMs: 120_000,
  fetchMs: 500,
};

export type Address = { readonly host: string; readonly port: number };

export type KafkaSettings = {
  readonly brokers: readonly Address[];
  readonly clientId: string;
  readonly tls: { readonly ca: string | undefined } | undefined;
  readonly login: { readonly mechanism: Mechanism; readonly username: string; readonly password: string } | undefined;
  readonly backoffMs: (attempt: number) => number;
  readonly output: KafkaLog;
  readonly times: KafkaTimes;
};

/** Throws PortFailure KAFKA_SETTINGS for what cannot work or would send a password in clear. */
export function readKafkaSettings(options: KafkaOptions): KafkaSettings {
  const { clientId = 'amana', ca, tls = ca !== undefined, user, password, mechanism = 'scram-sha-512' } = options;
  if (options.brokers.length === 0) throw refused('no broker is named');
  if (ca !== undefined && !tls) throw refused('an authority for certificates is given, but TLS is switched off');
  if ((user === undefined) !== (password === undefined)) throw refused('user and password go together');
  const settings: KafkaSettings = {
    brokers: options.brokers.map(readAddress),
    clientId,
    tls: tls ? { ca } : undefined,
    login: user === undefined || password === undefined ? undefined : { mechanism, username: user, password },
    backoffMs: options.backoffMs,
    output: options.output ?? { debug: () => undefined },
    times: { ...defaultTimes, ...options.times },
  };
  for (const { host } of settings.brokers) refuseOpenLogin(settings, host);
  return settings;
}

/** The brokers name the others, so each new connection is asked again: one of them may name a place that is not on this machine. */
export function refuseOpenLogin({ tls, login }: Pick<KafkaSettings, 'tls' | 'login'>, host: string): void {
  if (login === undefined || tls !== undefined || isLoopback(host)) return;
  throw refused('a user and password go over TLS only (or to this machine): name the authority of the brokers’ certificates');
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

function readAddress(broker: string): Address {
  const parts = /^(?:\[(?<v6>[0-9a-fA-F:.]+)\]|(?<name>[^\s:/@[\]]+)):(?<port>\d{1,5})$/.exec(broker.trim())?.groups;
  const host = parts?.['v6'] ?? parts?.['name'];
  const port = Number(parts?.['port']);
  if (host === undefined || port < 1 || port > 65_535) throw refused('a broker is written host:port, several of them with commas between');
  return { host, port };
}

const refused = (words: string): PortFailure => new PortFailure('KAFKA_SETTINGS', `Kafka: ${words}`, { retryable: false });
