import { codeList, type CodeOf } from './code-list.ts';

export const niameyAxis = codeList({
  id: 'CL-65',
  name: 'niamey-axis',
  version: 1,
  class: 'clear',
  title: { fr: 'Axes de la Déclaration de Niamey', en: 'Axes of the Niamey Declaration' },
  source: 'Niamey Declaration, practical guide; codes ours',
  codes: {
    '1_LEGAL_FRAMEWORKS': { fr: 'Cadres juridiques', en: 'Legal frameworks' },
    '2_OPERATIONAL_TOOLS_REGIONAL_COORD': {
      fr: 'Outils opérationnels et coordination régionale',
      en: 'Operational tools and regional coordination',
    },
    '3_CAPACITY_SECURITY_FORCES': { fr: 'Capacités des forces de sécurité', en: 'Capacity of security forces' },
    '4_CRIMINAL_JUSTICE_COOP': { fr: 'Coopération judiciaire pénale', en: 'Cooperation in criminal justice' },
    '5_BORDER_CONTROL': { fr: 'Contrôle des frontières', en: 'Border control' },
    '6_PROTECTION_OF_MIGRANTS_AND_VICTIMS': { fr: 'Protection des migrants et des victimes', en: 'Protection of migrants and victims' },
    '7_SUSTAINABLE_DEVELOPMENT_ALTERNATIVE_ECONOMY': {
      fr: 'Développement durable et économie alternative',
      en: 'Sustainable development and alternative economy',
    },
    '8_FOLLOW_UP_OF_COMMITMENTS': { fr: 'Suivi des engagements', en: 'Follow-up of commitments' },
  },
});

export type NiameyAxis = CodeOf<typeof niameyAxis>;
