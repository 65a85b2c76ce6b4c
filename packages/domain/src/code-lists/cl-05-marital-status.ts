import { codeList, type CodeOf } from './code-list.ts';
import { htcdsCodes, htcdsSource } from './htcds-codes.ts';
import { technicalValues } from './technical-values.ts';

export const maritalStatus = codeList({
  id: 'CL-05-marital-status',
  name: 'marital-status',
  version: 1,
  class: 'statistic',
  title: { fr: 'Situation matrimoniale', en: 'Marital status' },
  source: htcdsSource('prs_MaritalStatus'),
  codes: {
    ...htcdsCodes('prs_MaritalStatus', {
      Single: { fr: 'Célibataire' },
      Married: { fr: 'Marié(e)' },
      Widowed: { fr: 'Veuf ou veuve' },
      Divorced: { fr: 'Divorcé(e)' },
      Separated: { fr: 'Séparé(e)' },
      RegisteredPartnership: { fr: 'Partenariat enregistré' },
    }),
    ...technicalValues,
  },
});

export type MaritalStatus = CodeOf<typeof maritalStatus>;
