import { z } from 'zod';

const list = (value: string): readonly string[] => value.split(',').filter((item) => item !== '');

/**
 * The parameters of `/dev-token`. Which roles there are is the business of the services: here anything that looks like one goes,
 * so that a refusal can be tried out too.
 */
export const DevTokenRequest = z
  .strictObject({
    role: z.string().regex(/^[A-Z_]{2,40}$/),
    /** UUID of the agency. */
    agency: z.uuid(),
    /** An opaque id; by default one per role. */
    sub: z.string().min(1).max(128).optional(),
    on_behalf_of: z.string().min(1).max(128).optional(),
    /** Grant codes, separated by commas. */
    grants: z.string().transform(list).optional(),
    zone: z.string().max(64).optional(),
  })
  .transform(({ sub, ...rest }) => ({ sub: sub ?? `dev-user:${rest.role}`, ...rest }));
export type DevTokenRequest = z.infer<typeof DevTokenRequest>;
