/** Deeper values are refused: a parser of some adapter, or the stack, would give up on them. */
const maxDepth = 64;

/**
 * Looks for something that would not come back as it was given: undefined, NaN, an infinity, -0, an integer beyond 2^53,
 * a lone surrogate (in a text or a key), bigint, function, symbol, Date or another instance of a class, a hole, a cycle.
 * Returns where and what, `/parts/0/at: undefined`, or nothing if all is well. Names keys, never values: those may be personal.
 */
export function findNotJson(value: unknown, depth = 0): string | undefined {
  if (value === null || typeof value === 'boolean') return undefined;
  if (typeof value === 'string') return value.isWellFormed() ? undefined : ': a lone surrogate';
  if (typeof value === 'number') return numberFault(value);
  if (typeof value !== 'object') return `: ${typeof value}`;
  if (depth === maxDepth) return ': nested too deeply';
  return Array.isArray(value) ? listFault(value, depth + 1) : objectFault(value, depth + 1);
}

function numberFault(value: number): string | undefined {
  if (!Number.isFinite(value)) return ': not a finite number';
  if (value === 0) return Object.is(value, -0) ? ': -0' : undefined;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? ': an integer beyond 2^53' : undefined;
}

function listFault(list: readonly unknown[], depth: number): string | undefined {
  for (let index = 0; index < list.length; index++) {
    // by index: a hole counts as undefined
    const fault = findNotJson(list[index], depth);
    if (fault !== undefined) return `/${index}${fault}`;
  }
  return undefined;
}

function objectFault(object: object, depth: number): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(object);
  // Plain objects of another realm are welcome too, so not by comparing with this realm's Object.prototype.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return ': an instance of a class';
  for (const key of Object.keys(object)) {
    if (!key.isWellFormed()) return ': a lone surrogate in a key';
    const fault = findNotJson((object as Record<string, unknown>)[key], depth);
    if (fault !== undefined) return `/${key}${fault}`;
  }
  return undefined;
}
