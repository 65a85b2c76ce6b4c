import { projectionName, type Projection } from '@amana/domain/projections/projection';
import type { ProjectionShape } from '@amana/ports/read-model-store';

// The first build of `case-list_v1` is named as the version is, the second one `case-list_v1-2`.

const numberOf = (version: string, build: string): number => (build === version ? 1 : Number(build.slice(version.length + 1)));

/** The builds of a version among all projections of a store, oldest first. */
export const buildsOf = (version: string, names: readonly string[]): string[] =>
  names.filter((name) => name === version || name.startsWith(`${version}-`)).toSorted((a, b) => numberOf(version, a) - numberOf(version, b));

/** A name that no build of the version has had among these. */
export const nextBuild = (version: string, builds: readonly string[]): string => `${version}-${Math.max(1, ...builds.map((build) => numberOf(version, build))) + 1}`;

/** Those that were begun after both: one that is read, or was, is no unfinished one. */
export const newerThan = (version: string, builds: readonly string[], kept: readonly string[]): string[] => {
  const newest = Math.max(...kept.map((build) => numberOf(version, build)));
  return builds.filter((build) => numberOf(version, build) > newest);
};

/** What the store has to make of a build; without a build, of the first one. */
export const shapeOf = (projection: Projection, build: string = projectionName(projection)): ProjectionShape => ({ name: build, indexes: [...projection.indexes, ['parked']] });
