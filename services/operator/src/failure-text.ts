import { MoveRefused } from '@amana/app/moving/move-refused';
import { RebuildRefused } from '@amana/app/rebuild/rebuild-refused';
import { isFailure } from '@amana/platform/failure';
import type { Language } from '@amana/platform/fill-text';
import { describeForOperator } from '@amana/platform/lifecycle';
import { moveRefusalTexts, portFailureTexts } from './failure-texts.ts';
import { rebuildRefusalTexts } from './rebuild-refusal-texts.ts';

/** What the operator is told: what happened and what to do, then the words of the part that failed. No value of an event. */
export function failureText(error: unknown, language: Language): string {
  if (error instanceof MoveRefused) return moveRefusalTexts[error.code][language](error.facts);
  if (error instanceof RebuildRefused) return rebuildRefusalTexts[error.code][language](error.facts);
  const heading = isFailure(error) ? portFailureTexts[error.code]?.[language] : undefined;
  return heading === undefined ? describeForOperator(error) : `${heading}\n  (${describeForOperator(error)})`;
}
