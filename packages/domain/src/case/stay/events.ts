import { z } from 'zod';
import { centreExit } from '../../code-lists/cl-24-centre-exit.ts';
import { country } from '../../code-lists/cl-04-country.ts';
import { factsOf } from '../../decision.ts';
import { event } from '../../event-definition.ts';
import { clear, group, identity, optional, statistic } from '../../field-tree.ts';
import { Admin1, Id, LocalCode, Text } from '../../formats.ts';

/** Group F: the stay in a centre. The unit in which a person sleeps is a fact about the person (domain.md 2.3.2, line 2). */
export const stayEvents = {
  AdmittedToCentre: event({
    centreId: clear(Id),
    unit: statistic(LocalCode),
    separateMinorUnit: statistic(z.boolean()),
    /** Why a full centre admitted all the same; a supervisor's (I-50). */
    overrideReason: optional(identity(Text)),
  }),
  LeftCentre: event({
    centreId: clear(Id),
    reason: statistic(centreExit.schema),
    destination: optional(group({ country: optional(statistic(country.schema)), admin1: optional(statistic(Admin1)) })),
  }),
};

export const stayFact = factsOf(stayEvents);
