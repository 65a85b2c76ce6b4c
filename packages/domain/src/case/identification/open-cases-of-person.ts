import type { CommandActor } from '../../command-definition.ts';
import { query, type ContextOf } from '../../context-request.ts';
import { reject, type Rejection } from '../../rejection.ts';
import type { CaseFold } from '../state.ts';

/** Ids of the open cases that the agency has for this person, this one left out. */
const openCasesOfPerson = query<readonly string[]>('open-cases-of-person');

type Input = { readonly state: CaseFold; readonly actor: CommandActor; readonly id: string };
type OpenCases = ContextOf<{ cases: ReturnType<typeof openCasesOfPerson> }>['cases'];

/** Other cases of the same person as context. */
export const otherOpenCases = ({ state, actor, id }: Input) =>
  openCasesOfPerson({ personId: state.identification.personId ?? '', agencyId: actor.agencyId, exceptCaseId: id });

/** I-04: an agency has one open case of a person; the rule says what was known. */
export function onlyCase(others: OpenCases): { refusal?: Rejection; rule: string } {
  if (others === 'unchecked') return { rule: 'I-04:unchecked' };
  return others.length === 0 ? { rule: 'I-04' } : { rule: 'I-04', refusal: reject('PERSON_HAS_OPEN_CASE') };
}
