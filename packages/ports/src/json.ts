/** What can be stored and digested: no undefined, Date, bigint, -0, NaN, nor an integer beyond 2^53 (design: canonical form). */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };
