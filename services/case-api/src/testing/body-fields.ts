import { bodySchema } from '@amana/domain/command-body';
import type { Command } from '@amana/domain/command-definition';
import { z } from 'zod';

type Schema = {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
};
type Path = readonly (string | number)[];

/** A field of a body, with where an error about it may point: at itself, or at the alternative that it is part of. */
export type BodyField = { readonly path: Path; readonly pointers: readonly string[]; readonly required: boolean; readonly coded: boolean };

const pointerTo = (path: Path): string => path.map((segment) => `/${segment}`).join('');

/** Every field that the body of a command may hold, at any depth; of a list, its first element. */
export function fieldsOf(command: Command<never>): readonly BodyField[] {
  const found = known.get(command) ?? fieldsIn(command);
  known.set(command, found);
  return found;
}

const known = new WeakMap<Command<never>, readonly BodyField[]>();
const fieldsIn = (command: Command<never>): BodyField[] =>
  walk(z.toJSONSchema(bodySchema(command as unknown as Command), { io: 'input', unrepresentable: 'any' }) as unknown as Schema, { path: [], pointers: [], required: true });

function walk(schema: Schema, at: Omit<BodyField, 'coded'>): BodyField[] {
  const pointers = [...at.pointers, pointerTo(at.path)];
  const own = { ...at, pointers, coded: schema.enum !== undefined || schema.const !== undefined };
  if (schema.anyOf) return schema.anyOf.flatMap((one) => walk(one, { ...at, pointers }));
  const next = (segment: string | number, required: boolean) => ({ path: [...at.path, segment], pointers: at.pointers, required });
  const children = Object.entries(schema.properties ?? {}).flatMap(([name, child]) => walk(child, next(name, schema.required?.includes(name) === true)));
  const elements = schema.items ? walk(schema.items, next(0, false)) : [];
  return [...(at.path.length > 0 ? [own] : []), ...children, ...elements];
}

/** The body with another value there; what lies on the way is made where it is missing. `undefined` takes the field out. */
export function withValue(body: unknown, [segment, ...rest]: Path, value: unknown): unknown {
  if (segment === undefined) return value;
  if (typeof segment === 'number') {
    const list: readonly unknown[] = Array.isArray(body) ? body : [];
    return list.length > segment ? list.with(segment, withValue(list[segment], rest, value)) : [...list, withValue(undefined, rest, value)];
  }
  const object = (body ?? {}) as Readonly<Record<string, unknown>>;
  return { ...object, [segment]: withValue(object[segment], rest, value) };
}

export const valueAt = (body: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, segment) => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string | number, unknown>>)[segment] : undefined), body);
