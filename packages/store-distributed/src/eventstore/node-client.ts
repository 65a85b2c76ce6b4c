import { readFileSync } from 'node:fs';
import { EventStoreDBClient, type ChannelCredentialOptions, type SingleNodeOptions } from '@eventstore/db-client';
import { PortFailure } from '@amana/ports/failures';
import type { EventStoreAddress, NodeAddress, NodeCredentials } from './parse-event-store-url.ts';

/** For a call without a user: the client takes the unary Append only where credentials are given, and does not send these without TLS. */
const nobody: NodeCredentials = { username: 'nobody', password: 'nobody' };

/**
 * The client for the life of one connection. It makes no second one: whoever made it gives it up after a failure. By itself it would
 * close its channel under appends that are just beginning, which then never settle and reject a promise that nobody holds (that ends
 * the process), and would do the same where the next node is looked for in vain.
 */
export class NodeClient extends EventStoreDBClient {
  /** Given with every append. Not the default credentials of the constructor: those lead to the shared BatchAppend stream. */
  readonly appendCredentials: NodeCredentials;
  #channel: { close(): void } | undefined;
  #hasEnded = false;

  constructor(settings: SingleNodeOptions, secure: ChannelCredentialOptions, credentials: NodeCredentials | undefined) {
    super(settings, secure, credentials);
    this.appendCredentials = credentials ?? nobody;
    const { getChannel } = this;
    this.handleError = async () => undefined; // the reconnect; the call itself is rejected all the same
    this.getChannel = async () => {
      const channel = await getChannel();
      this.#channel = channel;
      if (!this.#hasEnded) return channel;
      channel.close();
      throw new Error('a node was found only after the client was given up'); // whoever wanted to call has been told long ago
    };
  }

  /** Cancels what is under way and closes the connection, which `dispose` leaves open. No append may begin then or later. */
  end(): void {
    this.#hasEnded = true;
    this.dispose().catch(() => undefined); // cancels at once; what it waits for is only that the calls say so
    this.#channel?.close();
  }
}

/** `leader` in place of the nodes of the url: where a node has said which one leads. */
export type MakeNodeClient = (leader?: NodeAddress) => NodeClient;

let made = 0;

/**
 * Makes clients for this address, each with a connection of its own: two with the same settings would share one, and with it the 100
 * calls that a node takes on it, and the back-off (minutes) after a failure. Throws EVENTSTORE_URL where the certificate cannot be read.
 */
export function nodeClients(address: EventStoreAddress): MakeNodeClient {
  const { nodes, isDiscovered, hasTls, caFile, credentials, connectionName } = address;
  const [first] = nodes;
  const place = isDiscovered ? { discover: first } : nodes.length > 1 ? { endpoints: [...nodes] } : { endpoint: first };
  const secure = { insecure: !hasTls, ...(caFile === undefined ? {} : { rootCertificate: readCertificate(caFile) }) };
  return (leader) => {
    made += 1;
    // Only the interval keeps connections apart. The three forms of a place have one overload each, which a union does not fit.
    const settings = {
      ...(leader ? { endpoint: leader } : place),
      connectionName,
      keepAliveInterval: 10_000 + (made % 5_000),
      gossipTimeout: 2,
      maxDiscoverAttempts: 3,
    };
    return new NodeClient(settings as SingleNodeOptions, secure, credentials);
  };
}

function readCertificate(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new PortFailure('EVENTSTORE_URL', `the EventStoreDB url: the file that tlsCAFile names cannot be read`, {
      retryable: false,
      cause,
    });
  }
}
