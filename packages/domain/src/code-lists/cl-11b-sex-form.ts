import { codeList, type CodeOf } from './code-list.ts';
import { htcdsCodes, htcdsSource } from './htcds-codes.ts';
import { technicalValues } from './technical-values.ts';

export const sexForm = codeList({
  id: 'CL-11b',
  name: 'sex-form',
  version: 1,
  class: 'statistic',
  title: { fr: 'Formes d’exploitation sexuelle', en: 'Forms of sexual exploitation' },
  source: htcdsSource('vic_TypeOfSexExploitation'),
  codes: {
    ...htcdsCodes('vic_TypeOfSexExploitation', {
      Prostitution: { fr: 'Prostitution' },
      Pornography: { fr: 'Pornographie' },
      RemoteInteractiveServices: { fr: 'Services interactifs à distance' },
      PrivateSexualServices: { fr: 'Services sexuels privés' },
    }),
    ...technicalValues,
  },
});

export type SexForm = CodeOf<typeof sexForm>;
