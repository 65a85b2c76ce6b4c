import type { Figures } from './alternate.ts';

/** A line of a bench's table. */
export type Row = Readonly<Record<'case' | 'per second' | 'least - most' | 'ratio' | 'of' | 'target' | 'verdict', string>>;

export type Case = {
  readonly name: string;
  readonly figures: Figures;
  /** What it is held against: measured in the same rounds. */
  readonly of?: readonly [name: string, limit: Figures];
  /** The least ratio that it should reach. */
  readonly target?: number;
  /** Where less is better: the most that it should be. */
  readonly most?: number;
};

export const whole = (value: number): string => Math.round(value).toLocaleString('en');

export const rowOf = ({ name, figures, of, target, most }: Case): Row => {
  const ratio = of && figures.median / of[1].median;
  return {
    case: name,
    'per second': whole(figures.median),
    'least - most': `${whole(figures.least)} - ${whole(figures.most)}`,
    ratio: ratio?.toFixed(2) ?? '',
    of: of?.[0] ?? '',
    target: target?.toFixed(2) ?? (most === undefined ? '' : `at most ${most.toFixed(2)}`),
    verdict: verdictOf(ratio, { target, most }),
  };
};

/** As printed: 0.699 is shown as 0.70, and met. */
function verdictOf(ratio: number | undefined, { target, most }: { target: number | undefined; most: number | undefined }): string {
  if (ratio === undefined || (target === undefined && most === undefined)) return '';
  const shown = Number(ratio.toFixed(2));
  return shown >= (target ?? -Infinity) && shown <= (most ?? Infinity) ? 'met' : 'missed';
}

/** Prints a table; what has a target goes into the summary of all benches, too. */
export function show(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}`);
  console.table(rows);
  process.send?.(rows.filter(({ target }) => target !== ''));
}
