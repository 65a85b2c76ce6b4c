import { logLevels } from '@amana/platform/logger';
import { z } from 'zod';

const Port = z.coerce.number().int().min(0).max(65_535);
const engines = ['AMANA_EVENTSTORE_URL', 'AMANA_MONGODB_URL', 'AMANA_KAFKA_BROKERS'] as const;

/** Every setting of every service, once. */
const Environment = z.object({
  NODE_ENV: z.string().optional(),
  AMANA_MODE: z.enum(['embedded', 'distributed']).optional().describe('embedded or distributed'),
  AMANA_EVENTSTORE_URL: z.string().optional().describe('esdb://user:password@host:2113'),
  AMANA_MONGODB_URL: z.string().optional().describe('mongodb://user:password@host:27017/amana'),
  AMANA_KAFKA_BROKERS: z.string().optional().describe('host:port, comma-separated'),
  AMANA_TOPIC_PREFIX: z.string().regex(/^[\w.-]{0,100}$/).default('').describe('begins the names of topics and groups, where systems share brokers'),
  AMANA_KAFKA_CA_FILE: z.string().optional().describe('file of the authority that the brokers’ certificates come from: turns TLS on'),
  AMANA_KAFKA_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).default('scram-sha-512').describe('how AMANA_KAFKA_USER says who it is'),
  AMANA_KAFKA_USER: z.string().optional().describe('user of the brokers'),
  AMANA_KAFKA_PASSWORD: z.string().optional().describe('password of AMANA_KAFKA_USER'),
  AMANA_DATA: z.string().default('var').describe('folder of data, keys and lock'),
  AMANA_KEK_FILE: z.string().optional().describe('file of the key-encryption key, outside the data folder'),
  AMANA_LOG_LEVEL: z.enum(logLevels).default('info'),
  AMANA_LOG_PURPOSE: z.enum(['production', 'training', 'demo']).optional().describe('what the log is for: production, training or demo'),
  AMANA_HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  AMANA_PORT: Port.default(8080).describe('port to listen on'),
  AMANA_PUBLIC_URL: z.url().optional().describe('where partners reach the API, without a path'),
  AMANA_ISSUER: z.string().optional().describe('issuer of tokens, as in iss'),
  AMANA_JWKS_URL: z.url().optional().describe('where the issuer publishes its keys'),
  AMANA_TOKEN_AUDIENCE: z.string().default('amana').describe('what tokens hold in aud'),
  AMANA_DEV_ISSUER_PORT: Port.default(4010).describe('port of the development token issuer'),
  AMANA_WEBHOOK_ALLOW_HOSTS: z.string().optional().describe('host:port of webhooks that are neither public nor over TLS, comma-separated'),
  AMANA_REQUESTS_PER_MINUTE: z.coerce.number().int().positive().default(60_000).describe('requests per minute and address; a tenth of it per user'),
  AMANA_PROXIES: z.coerce.number().int().min(0).default(0).describe('trusted proxies in front; with more than there are, callers choose their own address'),
  AMANA_CASELOAD_LIMIT: z.coerce.number().int().positive().default(40).describe('open cases per caseworker before a warning'),
});
export type Environment = z.infer<typeof Environment>;
type Variable = keyof Environment;

const processWide = { NODE_ENV: true, AMANA_MODE: true, AMANA_LOG_LEVEL: true, AMANA_LOG_PURPOSE: true } as const;
const listener = { AMANA_HOST: true, AMANA_PORT: true } as const;
const logAndRows = { AMANA_EVENTSTORE_URL: true, AMANA_MONGODB_URL: true } as const;
const topic = { AMANA_KAFKA_BROKERS: true, AMANA_TOPIC_PREFIX: true, AMANA_KAFKA_CA_FILE: true, AMANA_KAFKA_MECHANISM: true, AMANA_KAFKA_USER: true, AMANA_KAFKA_PASSWORD: true } as const;
const keys = { AMANA_DATA: true, AMANA_KEK_FILE: true } as const;
const tokens = { AMANA_ISSUER: true, AMANA_JWKS_URL: true, AMANA_TOKEN_AUDIENCE: true } as const;
const callers = { AMANA_REQUESTS_PER_MINUTE: true, AMANA_PROXIES: true } as const;
const alerts = { AMANA_PUBLIC_URL: true, AMANA_WEBHOOK_ALLOW_HOSTS: true } as const;

type Rule = readonly [broken: (env: Partial<Environment>) => boolean, variable: Variable, message: string];
/** Real cases, whatever the machine calls itself: a log for production is never kept by the rules of a laptop. */
const isProduction = (env: Pick<Partial<Environment>, 'NODE_ENV' | 'AMANA_LOG_PURPOSE'>): boolean => env.NODE_ENV === 'production' || env.AMANA_LOG_PURPOSE === 'production';

/** An empty SQLite must never start taking cases by mistake: what is not said in production, or said by half, stops the start. */
const rules: readonly Rule[] = [
  [(env) => env.AMANA_MODE === undefined && isProduction(env), 'AMANA_MODE', 'must be said in production: embedded or distributed'],
  [(env) => env.AMANA_MODE === undefined && engines.some((name) => env[name] !== undefined), 'AMANA_MODE', 'must be said where an engine is named'],
  [(env) => env.AMANA_MODE === 'embedded' && engines.some((name) => env[name] !== undefined), 'AMANA_MODE', 'embedded, but an engine is named: remove one of the two'],
  ...engines.map((name): Rule => [(env) => env.AMANA_MODE === 'distributed' && env[name] === undefined, name, 'must be set: AMANA_MODE is distributed']),
  [(env) => (env.AMANA_KAFKA_USER === undefined) !== (env.AMANA_KAFKA_PASSWORD === undefined), 'AMANA_KAFKA_PASSWORD', 'goes together with AMANA_KAFKA_USER'],
  [(env) => isProduction(env) && env.AMANA_LOG_PURPOSE === undefined, 'AMANA_LOG_PURPOSE', 'must be said in production'],
  [(env) => isProduction(env) && env.AMANA_KEK_FILE === undefined, 'AMANA_KEK_FILE', 'must be named in production: a file outside the data folder'],
  [(env) => isProduction(env) && env.AMANA_ISSUER === undefined, 'AMANA_ISSUER', 'must be named in production: there are no development tokens'],
  [(env) => isProduction(env) && env.AMANA_PUBLIC_URL === undefined, 'AMANA_PUBLIC_URL', 'must be said in production: partners follow it from their alerts'],
  [(env) => (env.AMANA_ISSUER === undefined) !== (env.AMANA_JWKS_URL === undefined), 'AMANA_JWKS_URL', 'goes together with AMANA_ISSUER'],
];

/** Of the embedded mode there is one process for everything: a service of its own needs the engines, and an issuer that all share. */
const rulesOfOneService: readonly Rule[] = [
  [(env) => env.AMANA_MODE !== 'distributed', 'AMANA_MODE', 'must be distributed: a single service runs on engines only (npm start runs all of them in one process)'],
  [(env) => env.AMANA_ISSUER === undefined && !isProduction(env), 'AMANA_ISSUER', 'must be named: a single service brings no development tokens'],
  [(env) => env.AMANA_PUBLIC_URL === undefined && !isProduction(env), 'AMANA_PUBLIC_URL', 'must be said: partners follow it from their alerts, and this service listens elsewhere'],
];

/** The rules about what a service reads; the others are none of its business. */
function keepRules<Schema extends z.ZodObject>(schema: Schema, all: readonly Rule[]): Schema {
  const own = all.filter(([, variable]) => variable in schema.shape);
  return schema.superRefine((env: Partial<Environment>, context) => {
    for (const [broken, variable, message] of own) if (broken(env)) context.addIssue({ code: 'custom', path: [variable], message });
  });
}

const ofOneService = [...rulesOfOneService, ...rules];

/** What each service reads from its environment, and nothing more: whoever has no business with keys is not told where they lie. */
export const settings = {
  standalone: keepRules(Environment, rules),
  caseApi: keepRules(Environment.pick({ ...processWide, ...listener, ...logAndRows, ...keys, ...tokens, ...callers, AMANA_CASELOAD_LIMIT: true }), ofOneService),
  queryApi: keepRules(Environment.pick({ ...processWide, ...listener, ...logAndRows, ...keys, ...tokens, ...callers }), ofOneService),
  projector: keepRules(Environment.pick({ ...processWide, ...listener, ...logAndRows }), ofOneService),
  relay: keepRules(Environment.pick({ ...processWide, ...listener, ...logAndRows, ...topic }), ofOneService),
  notifier: keepRules(Environment.pick({ ...processWide, ...listener, ...logAndRows, ...topic, ...keys, ...alerts }), ofOneService),
  /** None of its commands needs everything; the whole set is asked for all the same, since a mode that was said by half leads to other stores. */
  operator: keepRules(Environment.pick({ ...processWide, ...logAndRows, ...topic, ...keys }), rules),
};

/** A log is for training unless somebody says otherwise; in production somebody must. */
export const purposeOf = ({ AMANA_LOG_PURPOSE }: Pick<Environment, 'AMANA_LOG_PURPOSE'>) => AMANA_LOG_PURPOSE ?? 'training';

/** Two addresses on this machine where `npm run demo` plays partners. Production allows only what the operator names. */
const DEMO_PARTNERS = '127.0.0.1:4021,127.0.0.1:4022';
export const webhookHostsOf = (env: Pick<Environment, 'AMANA_WEBHOOK_ALLOW_HOSTS' | 'NODE_ENV' | 'AMANA_LOG_PURPOSE'>): string =>
  env.AMANA_WEBHOOK_ALLOW_HOSTS ?? (isProduction(env) ? '' : DEMO_PARTNERS);
