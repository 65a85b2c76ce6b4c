import { fieldErrorTexts, type FieldErrorText } from './field-error-texts.ts';
import { fillText, type Language } from './fill-text.ts';
import type { Problem, ProblemBody, ProblemRow } from './problem.ts';

export type FieldErrorTexts = Readonly<Record<string, FieldErrorText>>;

export type RenderContext = {
  readonly row: ProblemRow;
  readonly language: Language;
  readonly requestId: string;
  /** Texts for the codes that schemas give their own refinements, beside those of field-error-texts.ts. */
  readonly fieldTexts: FieldErrorTexts;
};

function errorsOf(problem: Problem, { row, language, fieldTexts }: RenderContext): NonNullable<ProblemBody['errors']> {
  const texts: FieldErrorTexts = { ...fieldErrorTexts, ...fieldTexts };
  const byPointer = problem.pointers.map((pointer) => ({
    pointer,
    code: problem.code,
    detail: fillText(row[language].detail, problem.params),
  }));
  const byField = problem.fields.map(({ pointer, code, params }) => {
    const known = Object.hasOwn(texts, code) ? code : 'INVALID';
    return { pointer, code: known, detail: fillText((texts[known] ?? fieldErrorTexts.INVALID)[language], params) };
  });
  return [...byPointer, ...byField];
}

/** The body of the answer (RFC 9457), made from the table's texts alone: nothing of an error's own message gets out. */
export function renderProblem(problem: Problem, context: RenderContext): ProblemBody {
  const { row, language, requestId } = context;
  const errors = errorsOf(problem, context);
  return {
    type: `urn:amana:problem:${problem.code}`,
    title: fillText(row[language].title, problem.params),
    status: row.status,
    detail: fillText(row[language].detail, problem.params),
    code: problem.code,
    instance: requestId,
    ...(errors.length > 0 ? { errors } : {}),
  };
}
