import { v5, validate } from 'uuid';

/** A person is one controller's by construction: another controller that names the same personId has another subject, with other keys. */
export const personSubject = (controller: string, personId: string): string => uuidWithin(controller, personId, 'a controller');

/** Somebody else whom an event tells about (who gave a consent, a carer): a part of its own, under keys of its own. */
export const thirdPartySubject = (eventId: string, role: string): string => uuidWithin(eventId, role, 'an event');

export type AlertCause = {
  /** The case's uuid. */
  readonly caseId: string;
  readonly commandId: string;
  /** Of the event. A command has at most one of a type about one subject; where it stands among its events may differ when it comes again. */
  readonly type: string;
  /** What the alert is about, as its recipient knows it. */
  readonly subject: string;
  readonly recipient: string;
  readonly channel: string;
};

/**
 * The same alert whenever and wherever it is computed: that is what partners drop repeats by. It follows the command and not the id of
 * its event, which is another one where a restored log had lost it and the app sent the command again. No way back to the case.
 */
export const alertIdOf = ({ caseId, commandId, type, subject, recipient, channel }: AlertCause): string =>
  uuidWithin(caseId, [commandId, type, subject, recipient, channel].join('/'), 'a case');

/** The id by which a partner knows a referral: unique over the system, and no way back to the case. */
export const partnerReferralId = (caseUuid: string, referralId: string): string => uuidWithin(caseUuid, referralId, 'a case');

/**
 * The command id of what a partner sends: its key counts within its referral. The stream behind it is the case's, where the same key
 * on two referrals would be one command, and its answer would tell the partner that both are about one person.
 */
export const partnerCommandId = (partnerReferral: string, key: string): string => uuidWithin(partnerReferral, key, 'a referral');

function uuidWithin(namespace: string, name: string, what: string): string {
  if (!validate(namespace)) throw new TypeError(`the id of ${what} must be a UUID: other ids are derived from it`);
  return v5(name, namespace);
}
