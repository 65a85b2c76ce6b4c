import { codeList, type CodeOf } from './code-list.ts';

/** `limitHours`: answer or service of a referral; `acknowledgeHours`: its receipt. */
export const priority = codeList({
  id: 'CL-28',
  name: 'priority',
  version: 1,
  class: 'clear',
  title: { fr: 'Priorités', en: 'Priorities' },
  source: 'Inter-Agency Referral Form; the hours for the receipt are ours',
  codes: {
    EMERGENCY: { fr: 'Urgence (24 heures)', en: 'Emergency (24 hours)', limitHours: 24, acknowledgeHours: 2 },
    URGENT: { fr: 'Urgent (72 heures)', en: 'Urgent (72 hours)', limitHours: 72, acknowledgeHours: 24 },
    NORMAL: { fr: 'Normal (2 semaines)', en: 'Normal (2 weeks)', limitHours: 336, acknowledgeHours: 72 },
  },
});

export type Priority = CodeOf<typeof priority>;
