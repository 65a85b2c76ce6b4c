export type Greeting = { readonly url: string; readonly devIssuer: string | undefined; readonly purpose: string; readonly folder: string };

const AGENCY = '0193c5a0-0000-7000-8000-00000000a9e1';

/** What somebody who has just started the system wants to know, in both languages. */
export function greeting({ url, devIssuer, purpose, folder }: Greeting): string {
  const token =
    devIssuer === undefined
      ? []
      : [`  token / jeton        curl '${devIssuer}/dev-token?role=CASEWORKER&agency=${AGENCY}'   (development only, 10 minutes / développement seulement, 10 minutes)`];
  return [
    '',
    `Amana  ${url}   log: ${purpose}   data / données: ${folder}`,
    `  API                  ${url}/docs   (${url}/openapi.json)`,
    `  ready / prêt         ${url}/readyz   ${url}/metrics`,
    ...token,
    '  stop / arrêter       Ctrl-C',
    '',
    '',
  ].join('\n');
}
