import type { Control } from '../control.ts';

const app = 'packages/app/src';

export const commandControls: readonly Control[] = [
  {
    defence: 'a command that is sent again is stored once and gets its first answer',
    file: `${app}/handle-command.ts`,
    find: 'if (before.length > 0 && (await isSameRequest(before, request, deps.keys))) return answerOf(task, before);',
    put: '',
    tests: [`${app}/handle-command.int.test.ts`, `${app}/handle-command.races.int.test.ts`],
  },
  {
    defence: 'a key that was used for another request is refused',
    file: `${app}/handle-command.ts`,
    find: "if (before.length > 0) return { outcome: 'key-reused' };",
    put: '',
    tests: [`${app}/handle-command.int.test.ts`, `${app}/handle-command.refusals.int.test.ts`],
  },
  {
    defence: 'If-Match is held against the revision that stands',
    file: `${app}/handle-command.ts`,
    find: 'if (request.ifMatch !== undefined && request.ifMatch !== actual)',
    put: 'if (request.ifMatch !== undefined && request.ifMatch < 0)',
    tests: [`${app}/handle-command.refusals.int.test.ts`, `${app}/handle-command.int.test.ts`],
  },
  {
    defence: 'what another process has written meanwhile is read before deciding again',
    file: `${app}/handle-command.ts`,
    find: 'if (!(error instanceof WrongRevision)) throw error;\n      await sleep',
    put: 'throw error;\n      await sleep',
    tests: [`${app}/handle-command.races.int.test.ts`],
  },
  {
    defence: 'nothing happens in the future',
    file: `${app}/handle-command.ts`,
    find: 'Date.parse(now) + CLOCK_SKEW_MS))',
    put: 'Number.MAX_SAFE_INTEGER))',
    tests: [`${app}/handle-command.refusals.int.test.ts`],
  },
  {
    defence: 'a clock that was set back revives no consent',
    file: `${app}/instant-of-decision.ts`,
    find: 'isoInstant(Math.max(Date.parse(recordedAt), newestTrusted))',
    put: 'isoInstant(Date.parse(recordedAt))',
    tests: [`${app}/instant-of-decision.unit.test.ts`, 'test/histories/clocks.int.test.ts'],
  },
  {
    defence: 'the registration comes before a service also where a case was reopened without it',
    file: 'packages/domain/src/case/referral/service-in-time.ts',
    find: ' ?? personIsRegistered(state)',
    put: '',
    tests: ['packages/domain/src/case/referral/service-in-time.unit.test.ts', 'test/histories/random-rules.int.test.ts'],
  },
  {
    defence: 'nobody decides before he is permitted to',
    file: `${app}/handle-command.ts`,
    find: "if (permission !== 'yes') return { outcome: permission };",
    put: '',
    tests: [`${app}/handle-command.refusals.int.test.ts`],
  },
  {
    defence: 'an append whose answer was lost is sent again',
    file: `${app}/append-surely.ts`,
    find: 'if (!(error instanceof StoreUnavailable) || attempt === tries || limit.monotonic() >= limit.deadline) throw error;',
    put: 'throw error;',
    tests: [`${app}/append-surely.unit.test.ts`, `${app}/handle-command.races.int.test.ts`],
  },
  {
    defence: 'releases of one grant are decided one after the other (I-109)',
    file: `${app}/figures/publish-in-turn.ts`,
    find: "if (request.command.name !== 'PublishReport') return handle(request);",
    put: 'return handle(request);',
    tests: [`${app}/figures/release.int.test.ts`],
  },
];
