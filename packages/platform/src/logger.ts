import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { describeError } from './describe-error.ts';

/** What code asks of a logger: fields first, then a fixed message. Ids, codes and numbers only; never a body, a payload or a name. */
export type Log = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

export type LoggerOptions = {
  level: (typeof logLevels)[number];
  /** The service, as it appears in every line. */
  name: string;
  /** By default the standard output, written synchronously, so that the last line before an exit is not lost. */
  destination?: DestinationStream;
};

// A net under the rule, not the rule: whoever logs a request, a body or an event by mistake shows nothing.
const NEVER_LOGGED = [
  'authorization',
  'Authorization',
  'cookie',
  'Cookie',
  'set-cookie',
  'headers',
  'body',
  'data',
  'payload',
  'sealed',
  'token',
  'access_token',
  'secret',
  'key',
];

const anywhere = (name: string): readonly string[] => {
  const key = name.includes('-') ? `["${name}"]` : `.${name}`;
  return [key.replace(/^\./, ''), `*${key}`, `*.*${key}`];
};

/** Errors go under `error` and are described, not dumped (see describe-error.ts); their stack appears at level debug only. */
export function createLogger({ level, name, destination }: LoggerOptions): Logger {
  const serialize = (error: unknown) => describeError(error, level === 'debug');
  return pino(
    {
      level,
      base: { service: name },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: serialize, err: serialize },
      redact: { paths: NEVER_LOGGED.flatMap(anywhere), censor: '[redacted]' },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
}
