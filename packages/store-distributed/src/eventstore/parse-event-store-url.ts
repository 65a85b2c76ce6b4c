import { PortFailure } from '@amana/ports/failures';

export type NodeAddress = { readonly address: string; readonly port: number };
export type NodeCredentials = { readonly username: string; readonly password: string };

export type EventStoreAddress = {
  readonly nodes: readonly [NodeAddress, ...NodeAddress[]];
  /** True for `esdb+discover://`: the one name stands for all nodes of a cluster. */
  readonly isDiscovered: boolean;
  readonly hasTls: boolean;
  /** A file with the certificate that the nodes' certificates are signed by; undefined: those that Node.js trusts. */
  readonly caFile: string | undefined;
  readonly credentials: NodeCredentials | undefined;
  readonly connectionName: string;
};

const form = /^esdb(?<discover>\+discover)?:\/\/(?:(?<user>[^:@/?]+):(?<password>[^@/?]*)@)?(?<hosts>[^@/?]+)\/?(?:\?(?<query>.*))?$/;
const options = ['tls', 'tlsCAFile', 'connectionName'];
const defaultPort = 2113;

/**
 * Reads `esdb://user:password@host:2113,host:2113?tls=true&tlsCAFile=…&connectionName=…`, or `esdb+discover://` with one name. Throws
 * PortFailure EVENTSTORE_URL, without the url in it: it holds a password. The client's own parser only warns of an option that it
 * does not know, keeps silent where a password is not sent, and takes options that answer wrongly or do nothing.
 */
export function parseEventStoreUrl(url: string): EventStoreAddress {
  const parts = form.exec(url.trim())?.groups;
  if (parts === undefined)
    throw refused('it is esdb://host:port or esdb+discover://name, with user:password@ before it and ?tls=… behind it');
  const chosen = readOptions(parts['query'] ?? '');
  const nodes = (parts['hosts'] ?? '').split(',').map(readNode);
  const isDiscovered = parts['discover'] !== undefined;
  if (isDiscovered && nodes.length > 1) throw refused('esdb+discover:// takes one name: of several, the client would use only the first');
  const { user, password } = parts;
  const credentials = user === undefined || password === undefined ? undefined : { username: decoded(user), password: decoded(password) };
  const hasTls = readTls(chosen.get('tls'));
  if (credentials !== undefined && !hasTls)
    throw refused('with tls=false the user and password would not be sent (the client drops them in silence): use TLS, or leave them out');
  if (hasTls && nodes.some(({ address }) => /^[\d.]+$|^\[/.test(address)))
    throw refused('with TLS a node is called by its name: Node.js takes no IP address there');
  if (credentials === undefined && hasTls)
    throw refused('with TLS it needs a user: esdb://user:password@host (percent-encoded), or tls=false');
  return {
    nodes: nodes as [NodeAddress, ...NodeAddress[]],
    isDiscovered,
    hasTls,
    caFile: chosen.get('tlsCAFile'),
    credentials,
    connectionName: chosen.get('connectionName') ?? 'amana',
  };
}

function readOptions(query: string): Map<string, string> {
  const chosen = new Map<string, string>();
  for (const pair of query.split('&').filter((text) => text !== '')) {
    const [key = '', value = ''] = pair.split('=', 2);
    const name = options.find((option) => option.toLowerCase() === key.toLowerCase());
    if (name === undefined) throw refused(`only the options ${options.join(', ')} are known`);
    if (value === '') throw refused(`the option ${name} has no value`);
    chosen.set(name, decoded(value));
  }
  return chosen;
}

function readTls(value = 'true'): boolean {
  if (value !== 'true' && value !== 'false') throw refused('tls is true or false');
  return value === 'true';
}

function readNode(host: string): NodeAddress {
  const parts = /^(?<address>\[[0-9a-fA-F:.]+\]|[^:[\]\s]+)(?::(?<port>\d{1,5}))?$/.exec(host)?.groups;
  const port = Number(parts?.['port'] ?? defaultPort);
  if (parts?.['address'] === undefined || port < 1 || port > 65_535) throw refused('a host is a name or an address, with :port behind it');
  return { address: parts['address'], port };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refused('a % in it is no percent-encoding: a % itself is written %25');
  }
}

const refused = (words: string): PortFailure => new PortFailure('EVENTSTORE_URL', `the EventStoreDB url: ${words}`, { retryable: false });
