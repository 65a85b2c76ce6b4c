import type { ReadCase } from '@amana/app/reading/read-case';

/** A case as its readers get it: the regions of its fold, and of its person the newest details; marks where something is not shown. */
export function caseView(caseId: string, { state, personEvents, revision }: ReadCase) {
  const { stream, lifecycle, identification, ...regions } = state;
  const details = personEvents.findLast((event) => event.type === 'IdentityDetailsRecorded' || event.type === 'IdentityDetailsCorrected');
  const age = personEvents.findLast((event) => event.type === 'AgeAssessed');
  return {
    caseId,
    revision,
    controller: stream.controller ?? null,
    status: lifecycle.status ?? null,
    identification,
    ...regions,
    person: { personId: identification.personId ?? null, identity: details?.data ?? null, age: age?.data ?? null },
  };
}
