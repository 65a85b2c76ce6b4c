import type { Aggregate, StreamKind } from './aggregate.ts';
import { agencyAggregate } from './agency/state.ts';
import { appointGuardian } from './case/identification/appoint-guardian.ts';
import { assignCaseworker } from './case/identification/assign-caseworker.ts';
import { completeScreening } from './case/identification/complete-screening.ts';
import { identifyPerson } from './case/identification/identify-person.ts';
import { openCase } from './case/identification/open-case.ts';
import { registerPerson } from './case/identification/register-person.ts';
import { caseAggregate } from './case/state.ts';
import { centreAggregate } from './centre/state.ts';
import type { Command } from './command-definition.ts';
import { grantAggregate } from './grant/state.ts';
import { assessAge } from './person/assess-age.ts';
import { correctIdentity } from './person/correct-identity.ts';
import { recordIdentity } from './person/record-identity.ts';
import { personAggregate } from './person/state.ts';

/**
 * Every command of the system, by group of domain.md 2.6. Routes, the API reference, role checks, refusal tests and
 * documentation come from this list: a new command is one line here.
 */
const all = [
  // A: identification, intake, identity
  identifyPerson,
  completeScreening,
  openCase,
  registerPerson,
  recordIdentity,
  correctIdentity,
  assessAge,
  appointGuardian,
  assignCaseworker,
  // B: consent
  // C: interview, assessment, best interests
  // D: victim status
  // E: case plan
  // F: centre stay and services
  // G: referral
  // H: care
  // I: reintegration
  // J: follow-up
  // L: closure, reopening
  // O: agencies, centres, grants, reports
] as const;

export const commands: readonly Command<never>[] = all as unknown as readonly Command<never>[];

export const aggregates: Readonly<Record<Exclude<StreamKind, 'report'>, Aggregate>> = {
  case: caseAggregate as unknown as Aggregate,
  person: personAggregate as unknown as Aggregate,
  agency: agencyAggregate as unknown as Aggregate,
  centre: centreAggregate as unknown as Aggregate,
  grant: grantAggregate as unknown as Aggregate,
};

const byName = new Map(commands.map((command) => [command.name, command]));

export const findCommand = (name: string): Command<never> | undefined => byName.get(name);

/** `SendReferral` is `send-referral` in a route. */
export const routeName = (commandName: string): string => commandName.replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
