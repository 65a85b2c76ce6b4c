import type { Metadata } from '@grpc/grpc-js';
import { CallFailure, notLeader } from './protocol/call-failure.ts';
import type { CallRegistry } from './protocol/call-registry.ts';
import type { Method } from './protocol/method.ts';
import { createSwitch, type Off } from './protocol/switch.ts';

/** What a call ends with: a gRPC status code (14 is UNAVAILABLE) and its words. */
export type Status = { code: number; details: string };

export type { Off } from './protocol/switch.ts';

/**
 * What a real node will not do on demand. A switch holds for what comes after it, until its `Off` is called; methods narrow it,
 * none given means all. On `BatchAppend` it holds for each append, also on a stream that is open already.
 */
export type Faults = {
  /** Accepted and never answered, also not after `Off`; nothing is stored. */
  silence(...methods: Method[]): Off;
  /** Accepted and answered with this status. On `BatchAppend` it ends the stream, and with it all that wait on it. */
  refuse(status: Status, ...methods: Method[]): Off;
  /** Appends are neither stored nor answered. */
  loseAppends(): Off;
  /** Appends are stored and never answered. */
  loseAnswers(): Off;
  /** Appends are stored, and answered when `Off` is called. */
  holdAnswers(): Off;
  /** The same append again, while the first is not answered: not stored, and told after this time that its time is up. */
  timeOutTwins(afterMs: number): Off;
  /** Unary appends are stored, and answered with a message that says neither yes nor no. */
  blankAnswers(): Off;
  /** Answers are bytes that are no message. */
  garble(...methods: Method[]): Off;
  /** Who requires the leader is told that it is elsewhere. */
  notLeader(leader: { host: string; port: number }): Off;
  /** Reads and subscriptions, those under way too, get nothing more until `Off`; then they go on. */
  muteReads(): Off;
  /** Reads and subscriptions that begin now end after so many events: with a status as a failure, without one clean, as if complete. */
  endReadsAfter(afterEvents: number, status?: Status): Off;
  /** Once: tells every subscription under way that it has caught up, true or not. */
  repeatCaughtUp(): void;
  /** Once: ends the calls under way; with a status as a failure in the middle, without one clean (unary calls: not at all). */
  endCalls(options?: { method?: Method; status?: Status }): void;
  /** Once: cuts every connection; the server goes on. */
  cutConnections(): void;
  /** Cuts every connection, and answers new ones with an HTTP/1.1 page, as a wrong port or a proxy does. */
  speakHttp1(): Off;
};

/** The same, asked by the handlers of the calls. */
export type ActiveFaults = {
  /** First in each call. May throw, or never resolve. */
  beforeCall(method: Method): Promise<void>;
  /** When an append is stored. */
  beforeAnswer(): Promise<void>;
  /** Before each message of a read. */
  beforeSend(signal: AbortSignal): Promise<void>;
  checkLeader(metadata: Metadata): void;
  endOfReads(): { afterEvents: number; status: Status | undefined } | undefined;
  twinTimeoutMs(): number | undefined;
  isBlank(): boolean;
  isGarbled(method: Method): boolean;
  speaksHttp1(): boolean;
};

const never = (): Promise<void> => new Promise(() => undefined);
const concerns = (methods: readonly Method[], method: Method): boolean => methods.length === 0 || methods.includes(method);

export function createFaults(calls: CallRegistry, cutConnections: () => void): { faults: Faults; active: ActiveFaults } {
  const beforeCall = createSwitch<(method: Method) => Promise<void> | undefined>();
  const beforeAnswer = createSwitch<() => Promise<void>>();
  const muted = createSwitch<Promise<void>>();
  const leader = createSwitch<{ host: string; port: number }>();
  const readEnd = createSwitch<{ afterEvents: number; status: Status | undefined }>();
  const twins = createSwitch<number>();
  const blank = createSwitch<true>();
  const garbled = createSwitch<readonly Method[]>();
  const http1 = createSwitch<true>();

  const silence = (...methods: Method[]): Off => beforeCall.turnOn((method) => (concerns(methods, method) ? never() : undefined));
  const faults: Faults = {
    silence,
    refuse: ({ code, details }, ...methods) =>
      beforeCall.turnOn((method) => {
        if (concerns(methods, method)) throw new CallFailure(code, details);
        return undefined;
      }),
    loseAppends: () => silence('Append', 'BatchAppend'),
    loseAnswers: () => beforeAnswer.turnOn(never),
    holdAnswers: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      return beforeAnswer.turnOn(() => promise, resolve);
    },
    timeOutTwins: (afterMs) => twins.turnOn(afterMs),
    blankAnswers: () => blank.turnOn(true),
    garble: (...methods) => garbled.turnOn(methods),
    notLeader: (endpoint) => leader.turnOn(endpoint),
    muteReads: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      return muted.turnOn(promise, resolve);
    },
    endReadsAfter: (afterEvents, status) => readEnd.turnOn({ afterEvents, status }),
    repeatCaughtUp: () => calls.repeatCaughtUp(),
    endCalls: ({ method, status } = {}) => calls.end(method, status && new CallFailure(status.code, status.details)),
    cutConnections,
    speakHttp1: () => {
      const off = http1.turnOn(true);
      cutConnections();
      return off;
    },
  };
  const active: ActiveFaults = {
    beforeCall: async (method) => {
      for (const fault of beforeCall.on()) await fault(method);
    },
    beforeAnswer: async () => {
      for (const fault of beforeAnswer.on()) await fault();
    },
    beforeSend: async (signal) => {
      for (const goOn of muted.on()) await untilAborted(goOn, signal);
    },
    checkLeader: (metadata) => {
      const elsewhere = leader.last();
      if (elsewhere && metadata.get('requires-leader')[0] === 'true') throw notLeader(elsewhere);
    },
    endOfReads: () => readEnd.last(),
    twinTimeoutMs: () => twins.last(),
    isBlank: () => blank.last() ?? false,
    isGarbled: (method) => garbled.on().some((methods) => concerns(methods, method)),
    speaksHttp1: () => http1.last() ?? false,
  };
  return { faults, active };
}

/** The promise, or the end of the call that waits for it: otherwise it would be held for ever. */
function untilAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    promise.then(resolve, resolve);
  });
}
