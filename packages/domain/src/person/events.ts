import { z } from 'zod';
import { country } from '../code-lists/cl-04-country.ts';
import { education } from '../code-lists/cl-05-education.ts';
import { gender } from '../code-lists/cl-02-gender.ts';
import { language } from '../code-lists/cl-05-language.ts';
import { maritalStatus } from '../code-lists/cl-05-marital-status.ts';
import { sex } from '../code-lists/cl-01-sex.ts';
import { factsOf } from '../decision.ts';
import { event } from '../event-definition.ts';
import { clear, identity, optional, statistic } from '../field-tree.ts';
import { AgeYears, Id, ShortText, Text, Year } from '../formats.ts';
import { DateOfLife } from '../formats.ts';

const Contact = z.strictObject({ phone: ShortText.optional(), email: ShortText.optional(), address: ShortText.optional() });
const Document = z.strictObject({ kind: ShortText, number: ShortText, country: country.schema.optional() });

const identityFields = {
  /** The case in the course of which the fact was recorded: by it I-02 finds the consent information. */
  caseId: clear(Id),
  names: identity(z.array(ShortText).min(1).max(10)),
  birthdate: optional(identity(DateOfLife)),
  birthYear: optional(statistic(Year)),
  /** Never overwritten by gender, never inferred from a name (I-08). */
  sex: statistic(sex.schema),
  gender: optional(statistic(gender.schema)),
  citizenship: statistic(z.array(country.schema).min(1).max(5)),
  maritalStatus: optional(statistic(maritalStatus.schema)),
  languages: statistic(z.array(language.schema).max(10)),
  education: optional(statistic(education.schema)),
  documents: identity(z.array(Document).max(10)),
  disability: optional(statistic(z.boolean())),
  contact: optional(identity(Contact)),
};

/** Group A on the person: the identity vault. One person, one stream, one controller; the stream's uuid is the subject of its keys. */
export const personEvents = {
  IdentityDetailsRecorded: event(identityFields),
  /** The old value stays readable to auditors (I-07). */
  IdentityDetailsCorrected: event({ ...identityFields, correctionReason: identity(Text) }),
  AgeAssessed: event({
    caseId: clear(Id),
    ageYears: statistic(AgeYears),
    method: clear(z.enum(['DOCUMENT', 'DECLARED', 'ESTIMATED_SOCIAL', 'MEDICAL'])),
    estimated: statistic(z.boolean()),
    benefitOfDoubtApplied: statistic(z.boolean()),
  }),
};

export const personFact = factsOf(personEvents);
