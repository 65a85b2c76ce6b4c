import { act } from '../../code-lists/cl-12-act.ts';
import { country } from '../../code-lists/cl-04-country.ts';
import { exploitationType } from '../../code-lists/cl-11-exploitation-type.ts';
import { identificationChannel } from '../../code-lists/cl-09-identification-channel.ts';
import { indicator } from '../../code-lists/cl-10-indicator.ts';
import { meansOfControl } from '../../code-lists/cl-14-means-of-control.ts';
import { z } from 'zod';
import { factsOf } from '../../decision.ts';
import { event } from '../../event-definition.ts';
import { clear, group, identity, optional, statistic } from '../../field-tree.ts';
import { Admin1, Id, LocalCode, RecordNumber, ShortText, UserId } from '../../formats.ts';
import { PartialDateTime } from '../../partial-date-time.ts';

/** Group A on the case: who was found where, screening, opening, registration, who is responsible for whom. */
export const identificationEvents = {
  /** First event of every case. The identifying agency is the actor's; the agency that it is for is the controller. */
  PersonIdentified: event({
    personId: clear(Id),
    channel: statistic(identificationChannel.schema),
    place: group({ country: statistic(country.schema), admin1: optional(statistic(Admin1)), locality: optional(identity(ShortText)) }),
    indicators: statistic(z.array(indicator.schema).max(30)),
    wayOfArrival: statistic(identificationChannel.schema),
    armedGroupInvolved: optional(statistic(z.boolean())),
  }),
  ScreeningCompleted: event({
    toolCode: clear(LocalCode),
    acts: statistic(z.array(act.schema).max(10)),
    means: statistic(z.array(meansOfControl.schema).max(25)),
    purposes: statistic(z.array(exploitationType.schema).max(20)),
    outcome: clear(z.enum(['INDICATORS_FOUND', 'NONE', 'INCONCLUSIVE'])),
    nextStep: clear(z.enum(['OPEN_CASE', 'REFER', 'NO_ACTION'])),
  }),
  CaseOpened: event({
    caseNumber: clear(RecordNumber),
    ownerUserId: clear(UserId),
    intakeForm: clear(z.enum(['FULL', 'SHORT_CRISIS'])),
  }),
  PersonRegistered: event({
    registrationNumber: clear(RecordNumber),
    centreId: optional(clear(Id)),
    photoTaken: clear(z.boolean()),
  }),
  GuardianAppointed: event({
    guardianPersonId: identity(Id),
    authorityAgencyId: clear(Id),
    from: clear(PartialDateTime),
    kind: statistic(z.enum(['PARENT', 'LEGAL_GUARDIAN', 'AD_HOC', 'JUDGE'])),
  }),
  CaseworkerAssigned: event({ userId: clear(UserId), from: clear(PartialDateTime), previousUserId: optional(clear(UserId)) }),
};

export const identificationFact = factsOf(identificationEvents);
