import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ActiveFaults } from '../faults.ts';
import type { StoredEvent } from '../log/stored-event.ts';
import { CallFailure } from './call-failure.ts';
import { eventMessage } from './read-messages.ts';

export type ReadCall = ServerWritableStream<streams.ReadReq, streams.ReadResp>;

export type ReadSender = {
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal;
  /** Resolves when the client takes more: true to go on, false when it is gone or a fault ends the call here. */
  send(message: streams.ReadResp): Promise<boolean>;
  sendEvent(event: StoredEvent): Promise<boolean>;
};

export function createReadSender(call: ReadCall, faults: ActiveFaults): ReadSender {
  const gone = new AbortController();
  const end = faults.endOfReads();
  let sentEvents = 0;
  let goOn: (() => void) | undefined;

  const leave = (): void => {
    gone.abort();
    goOn?.(); // a call that is cancelled never drains
  };
  call.on('cancelled', leave).on('close', leave);
  call.on('drain', () => goOn?.());

  const send = async (message: streams.ReadResp): Promise<boolean> => {
    await faults.beforeSend(gone.signal);
    if (gone.signal.aborted) return false;
    if (!call.write(message)) {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    }
    return !gone.signal.aborted;
  };
  return {
    signal: gone.signal,
    send,
    sendEvent: async (event) => {
      if (end !== undefined && sentEvents === end.afterEvents) {
        if (end.status) throw new CallFailure(end.status.code, end.status.details);
        return false;
      }
      sentEvents += 1;
      return send(eventMessage(event));
    },
  };
}
