import { mkdirSync } from 'node:fs';
import { operatorLanguage } from '@amana/platform/config';
import { isFailure, SetupFailure } from '@amana/platform/failure';
import { acquireWriterLock, type WriterLock } from '@amana/store-embedded/writer-lock';

const texts = {
  fr: (folder: string) => `Des moteurs tournent déjà sur ${folder} : arrêtez-les d’abord (Ctrl-C), ou nommez un autre dossier par --data.`,
  en: (folder: string) => `Engines already run on ${folder}: stop them first (Ctrl-C), or name another folder by --data.`,
};

/** Makes this process the only launcher on the folder, until it ends, however it ends. Throws SetupFailure ENGINES_RUN. */
export function lockData(folder: string, language = operatorLanguage()): WriterLock {
  mkdirSync(folder, { recursive: true });
  try {
    return acquireWriterLock(folder, { holder: 'npm run engines' });
  } catch (error) {
    if (!isFailure(error) || error.code !== 'WRITER_LOCKED') throw error;
    throw new SetupFailure('ENGINES_RUN', `${texts[language](folder)}\n  (${error.message})`, error);
  }
}
