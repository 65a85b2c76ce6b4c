import type { z } from 'zod';
import type { Command } from '@amana/domain/command-definition';
import type { FieldNode } from '@amana/domain/field-tree';
import { sampleData } from '@amana/domain/testing/samples';
import type { Chance } from '../demo/chance.ts';

type Body = Readonly<Record<string, unknown>>;

const samples = new Map<string, Body>();

/** Every field of the command given once: where its optional fields come from. */
function sampleOf({ name, fields }: Pick<Command, 'name' | 'fields'>): Body {
  const made = samples.get(name) ?? sampleData(fields);
  samples.set(name, made);
  return made;
}

const optionsOf = (node: FieldNode): readonly unknown[] =>
  node.kind === 'leaf' ? ((node.schema as z.ZodType & { readonly options?: readonly unknown[] }).options ?? []).filter((option) => typeof option === 'string') : [];

/** Names of other things: a sample of them would name nothing. They are left to what fits the case. */
const namesSomething = (name: string): boolean => /Id$|Ids$|Items$/.test(name) || name === 'userId';
/** Each of these goes with the other, or with nothing. */
const pairs = ['quantity', 'unit', 'value', 'currency'];

/** The command's example with other codes here and there, and with more or fewer of the optional fields: still a valid body. */
export function varyBody(command: Pick<Command, 'name' | 'fields' | 'example'>, chance: Chance): Body {
  const entries = Object.entries(command.fields).flatMap(([name, node]): [string, unknown][] => {
    const told = command.example[name];
    const options = optionsOf(node);
    if (told === undefined) return chance.percent(8) && !namesSomething(name) && !pairs.includes(name) ? [[name, sampleOf(command)[name]]] : [];
    if (node.optional && !pairs.includes(name) && chance.percent(8)) return [];
    return [[name, options.length > 0 && chance.percent(15) ? chance.pick(options) : told]];
  });
  return Object.fromEntries(entries);
}
