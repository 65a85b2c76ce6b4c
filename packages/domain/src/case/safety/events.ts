import { z } from 'zod';
import { riskLevel } from '../../code-lists/cl-16-risk-level.ts';
import { safetyAlert } from '../../code-lists/cl-19-safety-alert.ts';
import { factsOf } from '../../decision.ts';
import { event } from '../../event-definition.ts';
import { clear, identity, optional, statistic } from '../../field-tree.ts';
import { Day, Id, Text } from '../../formats.ts';

/** Safety alerts and the level of risk; a follow-up that finds the person unsafe makes both (I-85). */
export const safetyEvents = {
  SafetyAlertRaised: event({
    safetyAlertId: clear(Id),
    kind: statistic(safetyAlert.schema),
    severity: clear(z.enum(['INFO', 'HIGH', 'CRITICAL'])),
    note: optional(identity(Text)),
  }),
  RiskLevelAssigned: event({ level: statistic(riskLevel.schema), reviewDue: clear(Day) }),
};

export const safetyFact = factsOf(safetyEvents);
