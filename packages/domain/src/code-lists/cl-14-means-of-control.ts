import { codeList, type CodeOf } from './code-list.ts';
import { htcdsCodes, htcdsSource } from './htcds-codes.ts';
import { technicalValues } from './technical-values.ts';

export const meansOfControl = codeList({
  id: 'CL-14',
  name: 'means-of-control',
  version: 1,
  class: 'statistic',
  title: { fr: 'Moyens de contrôle', en: 'Means of control' },
  source: htcdsSource('vic_MethodsOfControl'),
  codes: {
    ...htcdsCodes('vic_MethodsOfControl', {
      PhysicalThreats: { fr: 'Menaces physiques', ctdc: 'meansOfControlThreats' },
      ThreatsLawEnforcement: { fr: 'Menace de dénonciation aux autorités', ctdc: 'meansOfControlThreatOfLawEnforcement' },
      ThreatensChildrenFamily: { fr: 'Menaces sur les enfants ou la famille', ctdc: 'meansOfControlUsesChildren' },
      DebtBondage: { fr: 'Servitude pour dette', ctdc: 'meansOfControlDebtBondage' },
      FalsePromises: { fr: 'Fausses promesses', ctdc: 'meansOfControlFalsePromises' },
      PhysicalAbuse: { fr: 'Violences physiques', ctdc: 'meansOfControlPhysicalAbuse' },
      SexualAbuse: { fr: 'Violences sexuelles', ctdc: 'meansOfControlSexualAbuse' },
      TakesEarnings: { fr: 'Confiscation des gains', ctdc: 'meansOfControlTakesEarnings' },
      RestrictsFinancialAccess: { fr: 'Accès à l’argent limité', ctdc: 'meansOfControlRestrictsFinancialAccess' },
      RestrictsMedicalCare: { fr: 'Accès aux soins limité', ctdc: 'meansOfControlRestrictsMedicalCare' },
      WithholdsNecessities: { fr: 'Privation de biens essentiels', ctdc: 'meansOfControlWithholdsNecessities' },
      PsychologicalAbuse: { fr: 'Violences psychologiques', ctdc: 'meansOfControlPsychologicalAbuse' },
      PsychoactiveSubstance: { fr: 'Substances psychoactives', ctdc: 'meansOfControlPsychoactiveSubstances' },
      ExcessiveWorkingHours: { fr: 'Horaires de travail excessifs', ctdc: 'meansOfControlExcessiveWorkingHours' },
      WithholdsDocuments: { fr: 'Confiscation des documents', ctdc: 'meansOfControlWithholdsDocuments' },
      Other: { fr: 'Autre', ctdc: 'meansOfControlOther' },
    }),
    // The next two stand in the definitions of the standard but not in its picklist.
    RestrictsMovement: { fr: 'Mouvements limités', en: 'Restricts movement', htcds: 'Other', ctdc: 'meansOfControlRestrictsMovement' },
    UsesChildren: { fr: 'Utilise les enfants', en: 'Uses children', htcds: 'Other', ctdc: 'meansOfControlUsesChildren' },
    NotSpecified: { fr: 'Non précisé', en: 'Not specified', ctdc: 'meansOfControlNotSpecified' },
    ...technicalValues,
  },
});

export type MeansOfControl = CodeOf<typeof meansOfControl>;
