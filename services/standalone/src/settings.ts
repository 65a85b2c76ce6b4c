import { logLevels } from '@amana/platform/logger';
import { z } from 'zod';

const Port = z.coerce.number().int().min(0).max(65_535);
const engines = ['AMANA_EVENTSTORE_URL', 'AMANA_MONGODB_URL', 'AMANA_KAFKA_BROKERS'] as const;

const Environment = z.object({
  NODE_ENV: z.string().optional(),
  AMANA_MODE: z.enum(['embedded', 'distributed']).optional().describe('embedded or distributed'),
  AMANA_EVENTSTORE_URL: z.string().optional(),
  AMANA_MONGODB_URL: z.string().optional(),
  AMANA_KAFKA_BROKERS: z.string().optional(),
  AMANA_DATA: z.string().default('var').describe('folder of data, keys and lock'),
  AMANA_HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  AMANA_PORT: Port.default(8080).describe('port to listen on'),
  AMANA_PUBLIC_URL: z.url().optional().describe('where partners reach the API, without a path'),
  AMANA_LOG_LEVEL: z.enum(logLevels).default('info'),
  AMANA_LOG_PURPOSE: z.enum(['production', 'training', 'demo']).optional().describe('what the log is for: production, training or demo'),
  AMANA_KEK_FILE: z.string().optional().describe('file of the key-encryption key, outside the data folder'),
  AMANA_ISSUER: z.string().optional().describe('issuer of tokens, as in iss'),
  AMANA_JWKS_URL: z.url().optional().describe('where the issuer publishes its keys'),
  AMANA_TOKEN_AUDIENCE: z.string().default('amana').describe('what tokens hold in aud'),
  AMANA_DEV_ISSUER_PORT: Port.default(4010).describe('port of the development token issuer'),
  AMANA_WEBHOOK_ALLOW_HOSTS: z.string().optional().describe('host:port of webhooks that are neither public nor over TLS, comma-separated'),
  AMANA_REQUESTS_PER_MINUTE: z.coerce.number().int().positive().default(60_000).describe('requests per minute and address; a tenth of it per user'),
  AMANA_CASELOAD_LIMIT: z.coerce.number().int().positive().default(40).describe('open cases per caseworker before a warning'),
});
type Environment = z.infer<typeof Environment>;

type Rule = readonly [broken: (env: Environment) => boolean, variable: keyof Environment, message: string];
const isProduction = (env: Environment): boolean => env.NODE_ENV === 'production';

/** An empty SQLite must never start taking cases by mistake: what is not said in production stops the start. */
const rules: readonly Rule[] = [
  [(env) => env.AMANA_MODE === undefined && isProduction(env), 'AMANA_MODE', 'must be said in production: embedded or distributed'],
  [(env) => env.AMANA_MODE === undefined && engines.some((name) => env[name] !== undefined), 'AMANA_MODE', 'must be said where an engine is named'],
  [(env) => env.AMANA_MODE === 'embedded' && engines.some((name) => env[name] !== undefined), 'AMANA_MODE', 'embedded, but an engine is named: remove one of the two'],
  [(env) => env.AMANA_MODE === 'distributed', 'AMANA_MODE', 'this release runs embedded only'],
  [(env) => isProduction(env) && env.AMANA_LOG_PURPOSE === undefined, 'AMANA_LOG_PURPOSE', 'must be said in production'],
  [(env) => isProduction(env) && env.AMANA_KEK_FILE === undefined, 'AMANA_KEK_FILE', 'must be named in production: a file outside the data folder'],
  [(env) => isProduction(env) && env.AMANA_ISSUER === undefined, 'AMANA_ISSUER', 'must be named in production: there are no development tokens'],
  [(env) => isProduction(env) && env.AMANA_PUBLIC_URL === undefined, 'AMANA_PUBLIC_URL', 'must be said in production: partners follow it from their alerts'],
  [(env) => (env.AMANA_ISSUER === undefined) !== (env.AMANA_JWKS_URL === undefined), 'AMANA_JWKS_URL', 'goes together with AMANA_ISSUER'],
];

/** Two addresses on this machine where `npm run demo` plays partners. Production allows only what the operator names. */
const DEMO_PARTNERS = '127.0.0.1:4021,127.0.0.1:4022';

export const Settings = Environment.superRefine((env, context) => {
  for (const [broken, variable, message] of rules) if (broken(env)) context.addIssue({ code: 'custom', path: [variable], message });
}).transform((env) => ({
  ...env,
  AMANA_LOG_PURPOSE: env.AMANA_LOG_PURPOSE ?? ('training' as const),
  AMANA_WEBHOOK_ALLOW_HOSTS: env.AMANA_WEBHOOK_ALLOW_HOSTS ?? (isProduction(env) ? '' : DEMO_PARTNERS),
}));
export type Settings = z.output<typeof Settings>;
