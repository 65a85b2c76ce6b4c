import { isIP } from 'node:net';
import { SetupFailure } from '@amana/platform/failure';

/** `host:port` as URLs show them: lower case, IPv6 in brackets. */
export type AllowedHosts = ReadonlySet<string>;

/** `OPERATOR`: the operator's list names it. `PUBLIC`: to be reached through the filtering agent only. `REFUSED`: never connected to. */
export type AddressKind = 'OPERATOR' | 'PUBLIC' | 'REFUSED';

const hostAndPort = ({ hostname, port, protocol }: URL): string => `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;

/**
 * Over TLS to a name, else only where the operator allows it: a literal address never calls the resolver, so that a check of what
 * names lead to would not see `127.0.0.1` in any of its spellings (the URL parser has read 0x7f.1 and 2130706433 as that already).
 */
export function kindOfAddress(url: URL, allowed: AllowedHosts): AddressKind {
  if (allowed.has(hostAndPort(url))) return 'OPERATOR';
  const isLiteral = isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0;
  return url.protocol === 'https:' && !isLiteral ? 'PUBLIC' : 'REFUSED';
}

/** `AMANA_WEBHOOK_ALLOW_HOSTS`: `host:port`, comma-separated; the port must be said. Throws SetupFailure. */
export function parseAllowedHosts(text: string): AllowedHosts {
  const entries = text.split(',').map((entry) => entry.trim());
  return new Set(entries.filter((entry) => entry !== '').map(normalised));
}

function normalised(entry: string): string {
  const url = /:\d{1,5}$/.test(entry) ? URL.parse(`http://${entry}`) : null;
  if (url === null || url.pathname !== '/' || url.username !== '' || url.search !== '')
    throw new SetupFailure('CONFIG_INVALID', 'AMANA_WEBHOOK_ALLOW_HOSTS is a list of host:port, separated by commas');
  return hostAndPort(url);
}
