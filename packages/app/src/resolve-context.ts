import type { StreamFacts } from '@amana/domain/aggregate';
import type { ContextRequests, StreamRequest } from '@amana/domain/context-request';
import type { Log } from './log.ts';
import type { StreamMemory } from './stream-memory.ts';
import { streamOf } from './stream-of.ts';

/** Answers to the questions that commands ask the read models, by name. May throw: the question is then 'unchecked'. */
export type ContextQueries = Readonly<Record<string, (params: Readonly<Record<string, string>>) => Promise<unknown>>>;

export type ContextDeps = { readonly memory: StreamMemory; readonly queries: ContextQueries; readonly log: Log };

/**
 * What the guards of a command need from elsewhere. Streams are truth: if one cannot be read, the command fails. Queries are
 * help: read models that are down never stop a case action from being recorded (design: the real world is not refused).
 */
export async function resolveContext(requests: ContextRequests, controller: string, deps: ContextDeps): Promise<Record<string, unknown>> {
  const entries = Object.entries(requests).map(async ([name, request]): Promise<[string, unknown]> => {
    if (request === undefined) return [name, undefined];
    if (request.kind === 'stream') return [name, await streamContext(request, controller, deps)];
    return [name, await answer(request.name, request.params, deps)];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function streamContext(request: StreamRequest, controller: string, { memory }: ContextDeps): Promise<{ stream: StreamFacts } | undefined> {
  const { of, stream, opens } = request;
  const name = typeof stream === 'string' ? stream : streamOf('person', stream.personId, controller);
  const known = await memory.read(of, name, opens);
  if (known.length === 0) return undefined;
  const state = await known.state();
  return request.namers === 'controller' && state.stream.controller !== controller ? undefined : state;
}

async function answer(name: string, params: Readonly<Record<string, string>>, { queries, log }: ContextDeps): Promise<unknown> {
  const ask = queries[name];
  if (ask === undefined) throw new Error(`no answer is wired to the question ${name}`);
  try {
    return await ask(params);
  } catch (error) {
    log.warn({ error, query: name }, 'a limit could not be checked: the read models do not answer');
    return 'unchecked';
  }
}
