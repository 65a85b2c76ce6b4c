import { codeList, type CodeOf } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

export const safetyAlert = codeList({
  id: 'CL-19',
  name: 'safety-alert',
  version: 1,
  class: 'statistic',
  title: { fr: 'Alertes de sécurité', en: 'Safety alerts' },
  source: 'Amana',
  codes: {
    THREAT_FROM_NETWORK: { fr: 'Menace du réseau', en: 'Threat from the network' },
    FAMILY_IMPLICATED: { fr: 'Famille impliquée', en: 'Family implicated' },
    RETALIATION_RISK: { fr: 'Risque de représailles', en: 'Risk of retaliation' },
    SELF_HARM: { fr: 'Risque d’automutilation ou de suicide', en: 'Risk of self-harm or suicide' },
    CONTAGIOUS_DISEASE: { fr: 'Maladie contagieuse', en: 'Contagious disease' },
    LOCATION_MUST_STAY_SECRET: { fr: 'Le lieu doit rester secret', en: 'Location must stay secret' },
    MEDIA_EXPOSURE: { fr: 'Exposition médiatique', en: 'Media exposure' },
    DETENTION_RISK: { fr: 'Risque de détention', en: 'Risk of detention' },
    ...technicalValues,
  },
});

export type SafetyAlert = CodeOf<typeof safetyAlert>;
