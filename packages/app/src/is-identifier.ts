import type { CaseFold } from '@amana/domain/case/state';

/** The agency that identified a person has a part in the case until it is opened: it writes, and reads what is not sealed. */
export const isIdentifier = ({ identification, lifecycle }: CaseFold, agencyId: string): boolean =>
  identification.identifyingAgencyId === agencyId && !lifecycle.opened;
