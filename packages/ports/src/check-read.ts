/** Throws RangeError, as every EventStore does, for a `from` or a `limit` that no reading can have: 0 events, -1, 1.5, NaN. */
export function checkRead({ from = 0, limit = 1 }: { from?: number; limit?: number }): void {
  if (!Number.isSafeInteger(from) || from < 0) throw new RangeError('from is a revision: an integer from 0 on');
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError('limit is an integer from 1 on');
}
