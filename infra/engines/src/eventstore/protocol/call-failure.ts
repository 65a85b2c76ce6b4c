import { Metadata, status } from '@grpc/grpc-js';

/** A call ends with this status. `trailers` carry what the client makes its own errors of, in the node's names. */
export class CallFailure extends Error {
  readonly code: number;
  readonly details: string;
  readonly metadata: Metadata;

  constructor(code: number, details: string, trailers: Readonly<Record<string, string>> = {}) {
    super(details);
    this.name = 'CallFailure';
    this.code = code;
    this.details = details;
    this.metadata = new Metadata();
    for (const [name, value] of Object.entries(trailers)) this.metadata.set(name, value);
  }
}

/** What a node says of anything that it did not foresee. */
export const unforeseen = (): CallFailure => new CallFailure(status.UNKNOWN, 'Exception was thrown by handler.');

export const notReady = (): CallFailure => new CallFailure(status.UNAVAILABLE, 'Server Is Not Ready');

export const accessDenied = (): CallFailure => new CallFailure(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });

export const streamDeleted = (stream: string): CallFailure =>
  new CallFailure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, { exception: 'stream-deleted', 'stream-name': stream });

export const notLeader = ({ host, port }: { host: string; port: number }): CallFailure =>
  new CallFailure(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });
