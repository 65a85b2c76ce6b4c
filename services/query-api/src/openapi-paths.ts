import { accessPurpose } from '@amana/domain/code-lists/cl-58-access-purpose';
import { caseReaders, caseListReaders, replayers } from '@amana/app/reading/may-read';
import { refusals } from '@amana/http-api/openapi-refusals';
import { partners } from '@amana/http-api/outsiders';
import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { answers } from './answer-schemas.ts';
import { CaseListQuery } from './case-list.routes.ts';
import { HistoryQuery, PastQuery, ReadersQuery } from './case.routes.ts';
import { DeadlineQuery, deadlineReaders } from './deadline.routes.ts';
import { figureReaders, FigureQuery } from './figure.routes.ts';
import { occupancyReaders } from './occupancy.routes.ts';
import { PageQuery, PositionQuery } from './page-of.ts';
import { everybody, staff } from './reference-data.routes.ts';
import { InboxQuery } from './referral.routes.ts';
import { releaseReaders } from './release.routes.ts';

type Reading = {
  readonly id: string;
  readonly fr: string;
  readonly en: string;
  readonly tag: string;
  readonly readers: readonly string[];
  readonly answer: z.ZodType;
  readonly query?: z.ZodObject;
  readonly byId?: boolean;
  /** Reads personal data: the reading is recorded, with the purpose that the reader names, or the only one that the route has. */
  readonly recorded?: 'purpose of the reader' | 'purpose of the route';
};

const readingRefusals = refusals('400', '401', '403', '404', '409', '429', '503');
const Purpose = z.object({
  'Amana-Purpose': accessPurpose.schema.optional().meta({ description: 'Why it is read (CL-58); by default what the role is for' }),
});

const reading = ({
  id,
  fr,
  en,
  tag,
  readers,
  answer,
  query,
  byId = false,
  recorded,
}: Reading): { get: ZodOpenApiOperationObject } => ({
  get: {
    operationId: id,
    summary: `${en} / ${fr}`,
    description: `Roles: ${readers.join(', ')}.${recorded === undefined ? '' : ' The reading is recorded before anything is opened.'}`,
    tags: [tag],
    security: [{ bearer: [] }],
    requestParams: {
      ...(byId ? { path: z.object({ id: z.uuid() }) } : {}),
      ...(query === undefined ? {} : { query }),
      ...(recorded === 'purpose of the reader' ? { header: Purpose } : {}),
    },
    responses: { '200': { description: en, content: { 'application/json': { schema: answer } } }, ...readingRefusals },
  },
});

const officersFigures = {
  fr: 'Chiffres exacts IND-01 et IND-02, pour le chargé de suivi seul',
  en: 'Exact figures IND-01 and IND-02, for the officer alone',
};

/** OpenAPI paths of everything that can be read, from the schemas that check the queries. */
export const queryPaths: ZodOpenApiPathsObject = {
  '/v1/cases': reading({
    id: 'listCases',
    fr: 'Cas de l’agence',
    en: 'Cases of the agency',
    tag: 'cases',
    readers: caseListReaders,
    answer: answers.cases,
    query: CaseListQuery,
    recorded: 'purpose of the reader',
  }),
  '/v1/cases/{id}': reading({
    id: 'readCase',
    fr: 'Un cas',
    en: 'One case',
    tag: 'cases',
    readers: caseReaders,
    answer: answers.case,
    query: PastQuery,
    byId: true,
    recorded: 'purpose of the reader',
  }),
  '/v1/cases/{id}/history': reading({
    id: 'readHistory',
    fr: 'Un cas, pas à pas',
    en: 'One case, step by step',
    tag: 'cases',
    readers: replayers,
    answer: answers.history,
    query: HistoryQuery,
    byId: true,
    recorded: 'purpose of the reader',
  }),
  '/v1/cases/{id}/readers': reading({
    id: 'listReadings',
    fr: 'Qui a lu ce cas',
    en: 'Who read this case',
    tag: 'cases',
    readers: replayers,
    answer: answers.readings,
    query: ReadersQuery,
    byId: true,
    recorded: 'purpose of the reader',
  }),
  '/v1/deadlines': reading({
    id: 'listDeadlines',
    fr: 'Échéances',
    en: 'Deadlines',
    tag: 'cases',
    readers: deadlineReaders,
    answer: answers.deadlines,
    query: DeadlineQuery,
  }),
  '/v1/referrals': reading({
    id: 'listReferrals',
    fr: 'Référencements reçus',
    en: 'Referrals received',
    tag: 'referrals (partners)',
    readers: partners,
    answer: answers.referrals,
    query: InboxQuery,
  }),
  '/v1/referrals/{id}': reading({
    id: 'readPacket',
    fr: 'Dossier d’un référencement',
    en: 'Packet of a referral',
    tag: 'referrals (partners)',
    readers: partners,
    answer: answers.packet,
    byId: true,
    recorded: 'purpose of the route',
  }),
  '/v1/centres/{id}/occupancy': reading({
    id: 'readOccupancy',
    fr: 'Places et stock d’un centre',
    en: 'Places and stock of a centre',
    tag: 'centres',
    readers: occupancyReaders,
    answer: answers.occupancy,
    query: PositionQuery,
    byId: true,
  }),
  '/v1/agencies': reading({
    id: 'listAgencies',
    fr: 'Agences',
    en: 'Agencies',
    tag: 'agencies',
    readers: everybody,
    answer: answers.agencies,
    query: PageQuery,
  }),
  '/v1/centres': reading({
    id: 'listCentres',
    fr: 'Centres',
    en: 'Centres',
    tag: 'centres',
    readers: staff,
    answer: answers.centres,
    query: PageQuery,
  }),
  '/v1/grants': reading({
    id: 'listGrants',
    fr: 'Subventions',
    en: 'Grants',
    tag: 'grants',
    readers: staff,
    answer: answers.grants,
    query: PageQuery,
  }),
  '/v1/indicators': reading({
    id: 'readIndicators',
    ...officersFigures,
    tag: 'reports',
    readers: figureReaders,
    answer: answers.figures,
    query: FigureQuery,
    recorded: 'purpose of the reader',
  }),
  '/v1/releases': reading({
    id: 'listReleases',
    fr: 'Rapports publiés',
    en: 'Published releases',
    tag: 'reports',
    readers: releaseReaders,
    answer: answers.releases,
    query: PageQuery,
  }),
  '/v1/releases/{id}': reading({
    id: 'readRelease',
    fr: 'Un rapport publié',
    en: 'One published release',
    tag: 'reports',
    readers: releaseReaders,
    answer: answers.release,
    query: PositionQuery,
    byId: true,
  }),
};
