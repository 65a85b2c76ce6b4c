// A service that opens the keyring of a folder at a given instant (milliseconds since 1970), makes the keys of a subject, and says them.
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createKeys } from '@amana/privacy/subject-keys';
import { openFileKeyring } from '../file-keyring.ts';

const [folder = '', at = '0'] = process.argv.slice(2);
await delay(Number(at) - Date.now());
const keyring = openFileKeyring(folder, { kekFile: undefined, log: { warn: () => process.stdout.write('made\n') } });
const { identity } = await createKeys({ keyring, randomBytes, now: () => performance.now() }).forSealing('0193c5a0-0000-7000-8000-0000000be501');
process.stdout.write(`${identity.keyId}\n`);
keyring.close();
