import type { Control } from '../control.ts';

const privacy = 'packages/privacy/src';
const store = 'packages/store-embedded/src';

export const keyControls: readonly Control[] = [
  {
    defence: 'a key is held against its commitment, so that a swapped one shows no other text',
    file: `${privacy}/sealed-part.ts`,
    find: 'if (keyIdOf(subjectId, cls, key) !== keyId) throw',
    put: 'if (key.length === 0) throw',
    tests: [`${privacy}/sealed-part.unit.test.ts`, `${privacy}/subject-keys.int.test.ts`],
  },
  {
    defence: 'a part is tied to its event: moved to another one it does not open',
    file: `${privacy}/sealed-part.ts`,
    find: '  sealing.setAAD(Buffer.from(aadOf(event, head)));',
    put: '  sealing.setAAD(Buffer.alloc(0));',
    tests: [`${privacy}/sealed-part.unit.test.ts`],
  },
  {
    defence: 'the length of a sealed text says little: padded to 64 bytes',
    file: `${privacy}/sealed-part.ts`,
    find: "return Buffer.from(text + ' '.repeat(padding));",
    put: "return Buffer.from(text + ' '.repeat(padding * 0));",
    tests: [`${privacy}/sealed-part.unit.test.ts`],
  },
  {
    defence: 'what is wider than the reader’s right stays sealed',
    file: `${privacy}/open-event.ts`,
    find: "if (!may(part)) return { ...about, state: 'withheld' };",
    put: '',
    tests: [`${privacy}/open-event.unit.test.ts`],
  },
  {
    defence: 'a missing key without a receipt is an error, never an erasure',
    file: `${privacy}/open-event.ts`,
    find: 'if (found === undefined) throw new MissingKey(part.keyId);',
    put: "if (found === undefined) return { ...about, state: 'withheld' };",
    tests: [`${privacy}/open-event.unit.test.ts`],
  },
  {
    defence: 'an erased subject gets no key again',
    file: `${store}/wrapped-keys.ts`,
    find: 'if (sql.receipt.get(subjectId) !== undefined) throw erased();',
    put: '',
    tests: [`${store}/file-keyring.contract.test.ts`],
  },
  {
    defence: 'the key-encryption key is readable by its owner alone',
    file: `${store}/kek-file.ts`,
    find: '(mode & 0o077) !== 0',
    put: '(mode & 0o077) > 0o777',
    tests: [`${store}/kek-file.unit.test.ts`],
  },
];
