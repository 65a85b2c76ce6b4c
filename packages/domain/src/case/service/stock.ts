import type { centreStockOf } from '../../centre/centre-queries.ts';
import type { Item } from '../../code-lists/cl-22-item.ts';
import type { ContextOf } from '../../context-request.ts';
import { reject, type Rejection } from '../../rejection.ts';

type Stock = ContextOf<{ stock: ReturnType<typeof centreStockOf> }>['stock'];
type Line = { readonly code: Item; readonly qty: number };

/** One item may stand on several lines; the stock is one. */
function inAll(lines: readonly Line[]): readonly Line[] {
  const codes = [...new Set(lines.map(({ code }) => code))];
  return codes.map((code) => ({ code, qty: lines.reduce((sum, line) => (line.code === code ? sum + line.qty : sum), 0) }));
}

/** I-52: refused where more is issued than is known to be there and nobody answers for it; the rule says what was known. */
export function stockFor(lines: readonly Line[], stock: Stock, overridden: boolean): { refusal?: Rejection; rule: string } {
  if (stock === 'unchecked') return { rule: 'I-52:unchecked' };
  const wanted = inAll(lines).map(({ code, qty }) => ({ code, qty, known: stock[code] }));
  const short = wanted.find(({ qty, known }) => known !== undefined && qty > known);
  if (short === undefined) return { rule: wanted.some(({ known }) => known === undefined) ? 'I-52:unchecked' : 'I-52' };
  if (overridden) return { rule: 'I-52:override' };
  return { rule: 'I-52', refusal: reject('STOCK_TOO_LOW', { item: short.code, known: short.known ?? 0 }, ['/items']) };
}
