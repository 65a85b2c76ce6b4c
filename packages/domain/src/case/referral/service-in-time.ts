import { serviceType, type ServiceType } from '../../code-lists/cl-20-service-type.ts';
import type { Rejection } from '../../rejection.ts';
import { caseIsIn, caseIsOpen, personIsRegistered, registered, withPlan } from '../guards.ts';
import type { CaseFold } from '../state.ts';

export const isUrgent = (service: ServiceType): boolean => 'urgent' in serviceType.codes[service];

/**
 * An urgent service (CL-20) in any open state from the registration on, any other one when there is a plan (domain.md 2.5). A case that
 * was ended before the registration and reopened is in assessment without it, so for these the registration itself is asked for (I-06).
 */
export const serviceInTime = (state: CaseFold, service: ServiceType): Rejection | undefined =>
  caseIsOpen(state) ?? (isUrgent(service) ? caseIsIn(state, ...registered) : (caseIsIn(state, ...withPlan) ?? personIsRegistered(state)));
