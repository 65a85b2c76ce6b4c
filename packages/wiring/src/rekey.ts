import { rekeyKeyring, type Rekeyed } from '@amana/store-embedded/rekey-keyring';
import { keyringPlace } from './file-keyring.ts';
import type { Environment } from './settings.ts';

/** The keyring of the settings under another KEK, as `rekeyKeyring` says. */
export const rekey = ({ AMANA_DATA, AMANA_KEK_FILE }: Pick<Environment, 'AMANA_DATA' | 'AMANA_KEK_FILE'>, newKekFile: string): Rekeyed =>
  rekeyKeyring(keyringPlace(AMANA_DATA, AMANA_KEK_FILE), newKekFile);
