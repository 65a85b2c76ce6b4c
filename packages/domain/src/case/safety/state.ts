import type { RiskLevel } from '../../code-lists/cl-16-risk-level.ts';
import type { Mark } from '../../mark.ts';
import { region } from '../../region.ts';
import { safetyEvents } from './events.ts';

export type Safety = {
  readonly alerts: Readonly<Record<string, 'INFO' | 'HIGH' | 'CRITICAL'>>;
  readonly riskLevel: RiskLevel | Mark | undefined;
};

export const safetyRegion = region<Safety>()({
  own: safetyEvents,
  initial: { alerts: {}, riskLevel: undefined },
  on: {
    SafetyAlertRaised: (state, { data }) => ({ ...state, alerts: { ...state.alerts, [data.safetyAlertId]: data.severity } }),
    RiskLevelAssigned: (state, { data }) => ({ ...state, riskLevel: data.level }),
  },
});
