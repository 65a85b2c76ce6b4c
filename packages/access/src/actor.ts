/**
 * Who acts, as the verified token says. `userId` and `onBehalfOf` are opaque ids: they stand in clear in the log for ever.
 * Assignments and consents are never taken from a token, but from the events.
 */
export type Actor = {
  readonly userId: string;
  readonly role: string;
  readonly agencyId: string;
  readonly onBehalfOf?: string;
  /** Grant codes: of a donor, those whose releases it may read. Empty for everybody else. */
  readonly grants: readonly string[];
  /** IANA time zone in which this actor's days are meant, where the token says so. */
  readonly zone?: string;
};
