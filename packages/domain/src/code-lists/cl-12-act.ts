import { codeList, type CodeOf } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

export const act = codeList({
  id: 'CL-12',
  name: 'act',
  version: 1,
  class: 'statistic',
  title: { fr: 'Actes de traite', en: 'Acts of trafficking' },
  source: 'UN Trafficking in Persons Protocol, Article 3(a)',
  codes: {
    RECRUITMENT: { fr: 'Recrutement', en: 'Recruitment' },
    TRANSPORTATION: { fr: 'Transport', en: 'Transportation' },
    TRANSFER: { fr: 'Transfert', en: 'Transfer' },
    HARBOURING: { fr: 'Hébergement', en: 'Harbouring' },
    RECEIPT: { fr: 'Accueil', en: 'Receipt' },
    ...technicalValues,
  },
});

export type Act = CodeOf<typeof act>;
