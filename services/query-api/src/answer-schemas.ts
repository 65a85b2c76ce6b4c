import { agencyEvents } from '@amana/domain/agency/events';
import { centreEvents } from '@amana/domain/centre/events';
import { accessPurpose } from '@amana/domain/code-lists/cl-58-access-purpose';
import { caseState } from '@amana/domain/code-lists/case-state';
import { dataCategory } from '@amana/domain/code-lists/cl-43-data-category';
import { item } from '@amana/domain/code-lists/cl-22-item';
import { priority } from '@amana/domain/code-lists/cl-28-priority';
import { referralState } from '@amana/domain/code-lists/referral-state';
import { serviceType } from '@amana/domain/code-lists/cl-20-service-type';
import { writtenSchema } from '@amana/domain/field-schemas';
import { Count, Day, GrantCode, Id, RecordNumber, UserId } from '@amana/domain/formats';
import { grantEvents } from '@amana/domain/grant/events';
import { Metadata } from '@amana/domain/metadata';
import { Instant } from '@amana/domain/partial-date-time';
import { reportEvents } from '@amana/domain/report/events';
import { z } from 'zod';

const Mark = z
  .strictObject({ mark: z.enum(['ERASED', 'WITHHELD']) })
  .meta({ id: 'Mark', description: 'Stands where a value is erased, or not for this reader' });
const Open = z.record(z.string(), z.unknown());
const page = <T extends z.ZodRawShape>(shape: T) =>
  z.object({ ...shape, next: z.string().optional().meta({ description: 'Cursor of the next page' }) });

const CaseLine = z.object({
  caseId: Id,
  personId: Id,
  status: caseState.schema,
  caseNumber: RecordNumber.nullable(),
  registrationNumber: RecordNumber.optional(),
  caseworkerUserId: UserId.nullable(),
  centreId: Id.nullable(),
  openedAt: Instant.optional(),
  lastAt: Instant,
  names: z.union([z.array(z.string()), Mark]),
});
const CaseView = z.looseObject({
  caseId: Id,
  revision: Count.meta({ description: 'For If-Match' }),
  controller: Id.nullable(),
  status: caseState.schema.nullable(),
  person: z.object({ personId: Id.nullable(), identity: Open.nullable(), age: Open.nullable() }),
});
const told = {
  actor: true,
  occurredAt: true,
  recordedAt: true,
  clock: true,
  rules: true,
  legalBasis: true,
  consentIds: true,
  grants: true,
  corrects: true,
  commandId: true,
} as const;
const Step = Metadata.pick(told).extend({ of: z.enum(['case', 'person']), revision: Count, eventId: Id, type: z.string(), data: Open });
const Reading = z.object({
  userId: UserId,
  role: z.string(),
  agencyId: Id,
  at: Instant,
  view: z.string(),
  purpose: accessPurpose.schema,
  classes: z.array(z.string()),
});
const Deadline = z.object({
  caseId: Id,
  kind: z.string(),
  dueAt: z.union([Instant, Day]),
  entityId: z.string(),
  caseworkerUserId: UserId.nullable(),
  overdue: z.boolean(),
});
const Header = { referralId: Id, service: serviceType.schema, priority: priority.schema, status: referralState.schema };
const ReferralLine = z.object({ ...Header, underReview: z.boolean(), responseDueAt: Instant, sentAt: Instant });
const Packet = z.object({
  ...Header,
  responseDueAt: Instant.nullable(),
  categories: z.array(dataCategory.schema),
  notes: z.array(z.unknown()),
  data: z.partialRecord(dataCategory.schema, Open),
});
const Flag = z.union([
  z.object({ rule: z.literal('I-50'), overBy: Count }),
  z.object({ rule: z.literal('I-52'), item: item.schema, shortBy: Count }),
]);
const BySex = z.object({ M: Count, F: Count, X: Count, U: Count });
const Figures = z.object({
  total: Count,
  sex: BySex,
  child: BySex,
  adult: BySex,
  ageUnknown: Count,
  reintegratedCohort: Count,
  reintegratedPeriod: Count,
  erased: Count,
});
const Release = z.intersection(
  writtenSchema(reportEvents.IndicatorReportPublished.fields),
  z.object({ reportId: Id, publishedAt: Instant }),
);
const Active = { active: z.boolean() };

/** What each route answers, for the API document. */
export const answers = {
  cases: page({ cases: z.array(CaseLine) }),
  case: CaseView,
  history: z.object({ steps: z.array(Step), next: Count.optional() }),
  readings: page({ readings: z.array(Reading) }),
  deadlines: page({ deadlines: z.array(Deadline) }),
  referrals: page({ referrals: z.array(ReferralLine) }),
  packet: Packet,
  occupancy: z.object({
    centreId: Id,
    capacity: Count,
    present: Count,
    free: Count,
    stock: z.record(z.string(), z.int()),
    flags: z.array(Flag),
  }),
  agencies: page({
    agencies: z.array(z.intersection(writtenSchema(agencyEvents.AgencyRegistered.fields), z.object({ agencyId: Id, ...Active }))),
  }),
  centres: page({
    centres: z.array(z.intersection(writtenSchema(centreEvents.CentreRegistered.fields), z.object({ centreId: Id, ...Active }))),
  }),
  grants: page({
    grants: z.array(z.intersection(writtenSchema(grantEvents.GrantRegistered.fields), z.object({ grantId: Id, ...Active }))),
  }),
  figures: z.object({
    definitionVersion: Count,
    grantCode: GrantCode,
    centreId: Id,
    from: Day,
    to: Day,
    zone: z.string(),
    figures: Figures,
  }),
  releases: page({ releases: z.array(Release) }),
  release: Release,
};
