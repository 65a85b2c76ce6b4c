import type { Metadata, sendUnaryData } from '@grpc/grpc-js';
import type { Method } from './method.ts';
import type { CallRegistry } from './call-registry.ts';

type IncomingCall = { metadata: Metadata; on(event: 'cancelled' | 'close', listener: () => void): unknown };
type StreamingCall = IncomingCall & { readonly cancelled: boolean; emit(event: 'error', failure: Error): unknown; end(): unknown };

export type GrpcCalls = {
  /** A call with one answer. */
  answered: <Call extends IncomingCall, Response>(
    method: Method,
    handle: (call: Call) => Promise<Response>,
  ) => (call: Call, callback: sendUnaryData<Response>) => void;
  /** A call that is answered piece by piece; it ends when the handler has. */
  streamed: <Call extends StreamingCall>(method: Method, options: StreamedOptions<Call>) => (call: Call) => void;
};

export type StreamedOptions<Call> = { handle: (call: Call) => Promise<void>; repeatCaughtUp?: (call: Call) => void };

/** Puts our handlers (promises, thrown failures) into the form of the gRPC library. `admit` throws where a call is refused unseen. */
export function createGrpcCalls(calls: CallRegistry, admit: (metadata: Metadata, method: Method) => void): GrpcCalls {
  const receive = async (method: Method, { metadata }: IncomingCall): Promise<void> => {
    calls.receive(method, metadata);
    admit(metadata, method);
  };
  return {
    answered: (method, handle) => (call, callback) => {
      let isOpen = true;
      const settle = (answer: () => void): void => {
        forget();
        if (!isOpen) return;
        isOpen = false;
        answer();
      };
      const fail = (failure: Error): void => settle(() => callback(failure));
      const forget = calls.add({ method, end: (failure) => failure && fail(failure) });
      const respond = async (): Promise<void> => {
        await receive(method, call);
        const response = await handle(call);
        settle(() => callback(null, response));
      };
      call.on('cancelled', forget);
      respond().catch(fail);
    },
    streamed:
      (method, { handle, repeatCaughtUp }) =>
      (call) => {
        const fail = (failure: Error): void => void call.emit('error', failure); // destroy(failure) would send nothing, and the client would wait
        const end = (failure?: Error): void => {
          forget();
          if (failure) fail(failure);
          else call.end();
        };
        const forget = calls.add({ method, end, ...(repeatCaughtUp && { repeatCaughtUp: () => repeatCaughtUp(call) }) });
        call.on('cancelled', forget);
        call.on('close', forget);
        const serve = async (): Promise<void> => {
          await receive(method, call);
          await handle(call);
          end();
        };
        serve().catch(end);
      },
  };
}
