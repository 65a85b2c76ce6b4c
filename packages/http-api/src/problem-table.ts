import { rejectionCodes } from '@amana/domain/rejection-codes';
import type { RejectionKind } from '@amana/domain/rejection-text';
import { platformProblems } from '@amana/platform/platform-problems';
import type { ProblemRow } from '@amana/platform/problem';
import { apiProblems } from './api-problems.ts';

/** The only place where a refusal of the domain becomes a status. */
const statusOfKind: Readonly<Record<RejectionKind, number>> = { rule: 409, input: 400, missing: 404, access: 403 };

const domainProblems = Object.fromEntries(
  Object.entries(rejectionCodes).map(([code, { kind, fr, en }]): [string, ProblemRow] => [code, { status: statusOfKind[kind], fr, en }]),
);

/** Every code that a caller can meet; docs/errors.md is made from it. */
export const problemTable = { ...domainProblems, ...platformProblems, ...apiProblems };
