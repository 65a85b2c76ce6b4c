import { noticeRestore } from '@amana/app/notice-restore';
import type { Log } from '@amana/platform/logger';
import { openEmbeddedStores } from './embedded-stores.ts';
import { openFileKeyring } from './file-keyring.ts';
import type { Environment } from './settings.ts';

/** Every port, by the mode: on files of this machine, or on the engines. */
export async function openStores(settings: Environment, output: Log) {
  if (settings.AMANA_MODE !== 'distributed') return { ...openEmbeddedStores(settings, output), checkLog: noticeRestore };
  const { openLogAndRows, openTopic } = await import('./engine-stores.ts'); // on one machine no client of an engine is even loaded
  const keyring = openFileKeyring(settings.AMANA_DATA, { kekFile: settings.AMANA_KEK_FILE, log: output });
  const stores = await openLogAndRows(settings, output);
  const kafka = openTopic(settings, output);
  return {
    ...stores,
    keyring,
    topic: kafka.topic,
    close: async () => {
      await kafka.close();
      await stores.close();
      keyring.close();
    },
  };
}
