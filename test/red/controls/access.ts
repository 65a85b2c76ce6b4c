import type { Control } from '../control.ts';

const access = 'packages/access/src';
const reading = 'packages/app/src/reading';

export const accessControls: readonly Control[] = [
  {
    defence: 'a token’s algorithm is pinned',
    file: `${access}/token.ts`,
    find: '    algorithms: ALGORITHMS,\n',
    put: '',
    tests: [`${access}/token.unit.test.ts`],
  },
  {
    defence: 'a token for another service is not taken',
    file: `${access}/token.ts`,
    find: '    audience,\n    algorithms',
    put: '    algorithms',
    tests: [`${access}/token.unit.test.ts`],
  },
  {
    defence: 'a token of another issuer is not taken',
    file: `${access}/token.ts`,
    find: '    issuer,\n    audience,\n    algorithms',
    put: '    audience,\n    algorithms',
    tests: [`${access}/token.unit.test.ts`],
  },
  {
    defence: 'a token lives ten minutes, whatever it says itself',
    file: `${access}/token.ts`,
    find: '    maxTokenAge: maxAgeSeconds,\n',
    put: '',
    tests: [`${access}/token.unit.test.ts`],
  },
  {
    defence: 'a token of another kind is not taken',
    file: `${access}/token.ts`,
    find: '    typ: type,\n',
    put: '',
    tests: [`${access}/token.unit.test.ts`],
  },
  {
    defence: 'the reading is recorded before anything is opened',
    file: `${reading}/read-case.ts`,
    find: '  await recordAccess({ reader, purpose: question.purpose, view: question.view, streams: [stream, personStream], classes: opens }, deps);\n',
    put: '',
    tests: ['services/query-api/src/what-is-read.int.test.ts'],
  },
  {
    defence: 'a packet is its own agency’s (404 for others)',
    file: `${reading}/read-packet.ts`,
    find: ' || referral.toAgencyId !== reader.agencyId',
    put: '',
    tests: ['services/query-api/src/access-table.int.test.ts', 'services/query-api/src/ended-rights.int.test.ts', 'services/query-api/src/what-is-read.int.test.ts'],
  },
  {
    defence: 'after a withdrawal the packet is refused at the next read (I-25)',
    file: `${reading}/read-packet.ts`,
    find: ' || !consentsStand(state, referral, now)',
    put: '',
    tests: ['services/query-api/src/ended-rights.int.test.ts', 'services/query-api/src/what-is-read.int.test.ts'],
  },
  {
    defence: 'a clock that was wrong spoils no knownAt (I-103)',
    file: `${reading}/known-at.ts`,
    find: "if (metadata.clock === 'ok') newest",
    put: 'newest',
    tests: [`${reading}/known-at.unit.test.ts`],
  },
];
