import { codeList, type CodeOf } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

export const verdict = codeList({
  id: 'CL-52',
  name: 'verdict',
  version: 1,
  class: 'statistic',
  title: { fr: 'Issues judiciaires', en: 'Verdicts' },
  source: 'Amana',
  codes: {
    CONVICTED: { fr: 'Condamnation', en: 'Convicted' },
    ACQUITTED: { fr: 'Acquittement', en: 'Acquitted' },
    CHARGES_DROPPED: { fr: 'Abandon des poursuites', en: 'Charges dropped' },
    PENDING: { fr: 'En cours', en: 'Pending' },
    NO_LEGAL_REMEDY: { fr: 'Aucun recours juridique', en: 'No legal remedy' },
    ...technicalValues,
  },
});

export type Verdict = CodeOf<typeof verdict>;
