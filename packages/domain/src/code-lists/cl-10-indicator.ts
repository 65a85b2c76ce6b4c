import { codeList, type CodeOf } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

export const indicator = codeList({
  id: 'CL-10',
  name: 'indicator',
  version: 1,
  class: 'statistic',
  title: { fr: 'Indices de traite', en: 'Trafficking indicators' },
  source: 'Amana, structured by act, means and purpose (UNODC)',
  codes: {
    CONTROLLED_MOVEMENT: { fr: 'Déplacements contrôlés par autrui', en: 'Movements controlled by others' },
    NO_DOCUMENTS: { fr: 'Sans documents', en: 'No documents' },
    DEBT: { fr: 'Dette', en: 'Debt' },
    INJURY_SIGNS: { fr: 'Traces de blessures', en: 'Signs of injury' },
    FEAR_OF_THIRD_PARTY: { fr: 'Peur d’un tiers', en: 'Fear of a third party' },
    CANNOT_LEAVE_WORK: { fr: 'Ne peut pas quitter son travail', en: 'Cannot leave work' },
    UNPAID: { fr: 'Travail non payé', en: 'Unpaid work' },
    CHILD_ALONE_TRAVELLING_WITH_ADULTS: {
      fr: 'Enfant sans sa famille voyageant avec des adultes',
      en: 'Child without family travelling with adults',
    },
    BEGGING_QUOTA: { fr: 'Somme à rapporter par la mendicité', en: 'Begging quota' },
    RECRUITED_BY_FAMILY_CONTACT: { fr: 'Recrutement par une connaissance de la famille', en: 'Recruited by a contact of the family' },
    PROMISED_WORK: { fr: 'Promesse de travail', en: 'Promised work' },
    HOUSEHOLD_SENT_CHILD: { fr: 'Enfant envoyé par son ménage', en: 'Child sent by the household' },
    ...technicalValues,
  },
});

export type Indicator = CodeOf<typeof indicator>;
