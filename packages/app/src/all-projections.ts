import { caseList } from '@amana/domain/projections/case-list';
import { centreOccupancy } from '@amana/domain/projections/centre-occupancy';
import { deadlines } from '@amana/domain/projections/deadlines';
import { indicatorFacts } from '@amana/domain/projections/indicator-facts';
import { partnerInbox } from '@amana/domain/projections/partner-inbox';
import { personCard } from '@amana/domain/projections/person-card';
import type { Projection } from '@amana/domain/projections/projection';
import { referenceData } from '@amana/domain/projections/reference-data';
import { releases } from '@amana/domain/projections/releases';
import { partnerReferralId } from '@amana/privacy/subject-id';

/** Every read model of the system; each has a projector of its own. */
export const allProjections: readonly Projection[] = [
  caseList,
  personCard,
  partnerInbox(partnerReferralId),
  deadlines,
  centreOccupancy,
  indicatorFacts,
  referenceData,
  releases,
];
