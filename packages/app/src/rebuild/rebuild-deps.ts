import type { Projection } from '@amana/domain/projections/projection';
import type { ProjectorDeps } from '../projector.ts';

export type RebuildStage = 'build' | 'compare-rows' | 'catch-up';

/** `part` goes from 0 to 1 within a stage; `events` counts those that were handled in it. */
export type RebuildProgress = (stage: RebuildStage, at: { readonly events: number; readonly part: number }) => void;

export type RebuildDeps = Pick<ProjectorDeps, 'events' | 'rows' | 'log' | 'output' | 'definitions'> & {
  readonly projection: Projection;
  readonly onProgress: RebuildProgress;
};
