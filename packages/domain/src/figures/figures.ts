import type { Counted } from './assisted.ts';

export type Margin = { readonly name: 'total' | 'sex' | 'minority' | 'fourway' | 'reintegration'; readonly cells: readonly { readonly code: string; readonly value: number }[] };

/** What the role ME_OFFICER sees: exact, never for donors (5.4). */
export type Figures = {
  readonly total: number;
  readonly sex: Readonly<Record<'M' | 'F' | 'X' | 'U', number>>;
  readonly child: Readonly<Record<'M' | 'F' | 'X' | 'U', number>>;
  readonly adult: Readonly<Record<'M' | 'F' | 'X' | 'U', number>>;
  readonly ageUnknown: number;
  /** IND-02: of the assisted, those who got support (as S1 writes); and everybody who got it in the period. */
  readonly reintegratedCohort: number;
  readonly reintegratedPeriod: number;
  /** Persons with a qualifying day whose status or sex was erased. */
  readonly erased: number;
};

const sexes = ['M', 'F', 'X', 'U'] as const;

export function figuresOf(counted: readonly Counted[]): Figures {
  const assisted = counted.filter((person) => person.assistedOn !== undefined);
  const bySex = (minority?: Counted['minority']) =>
    Object.fromEntries(
      sexes.map((sex) => [sex, assisted.filter((person) => person.sex === sex && (minority === undefined || person.minority === minority)).length]),
    ) as Figures['sex'];
  return {
    total: assisted.length,
    sex: bySex(),
    child: bySex('CHILD'),
    adult: bySex('ADULT'),
    ageUnknown: assisted.filter((person) => person.minority === 'UNK').length,
    reintegratedCohort: assisted.filter((person) => person.reintegrated).length,
    reintegratedPeriod: counted.filter((person) => person.reintegrated).length,
    erased: counted.filter((person) => person.erased).length,
  };
}

/**
 * The one-way margins of a release; nothing is crossed but sex with childhood, which is one classification (CL-03 FOURWAY).
 * Cells in which nobody stands are left out: each margin adds up to the total.
 */
export function marginsOf(figures: Figures): { readonly id: 'IND-01' | 'IND-02'; readonly margins: readonly Margin[] }[] {
  const { total, sex, child, adult, ageUnknown, reintegratedCohort } = figures;
  const children = sum(child);
  const adults = sum(adult);
  const unclear = total - (child.M + child.F + adult.M + adult.F);
  return [
    {
      id: 'IND-01',
      margins: [
        margin('total', { ALL: total }),
        margin('sex', sex),
        margin('minority', { CHILD: children, ADULT: adults, UNK: ageUnknown }),
        margin('fourway', { BOY: child.M, GIRL: child.F, MAN: adult.M, WOMAN: adult.F, UNK: unclear }),
      ],
    },
    { id: 'IND-02', margins: [margin('reintegration', { SUPPORTED: reintegratedCohort, NOT_SUPPORTED: total - reintegratedCohort })] },
  ];
}

const sum = (cells: Readonly<Record<string, number>>): number => Object.values(cells).reduce((all, value) => all + value, 0);

const margin = (name: Margin['name'], cells: Readonly<Record<string, number>>): Margin => ({
  name,
  cells: Object.entries(cells)
    .filter(([, value]) => value > 0)
    .map(([code, value]) => ({ code, value })),
});

/** A count that must not be exact: how many were left out, or are erased (5.4). */
export function bandOf(count: number): '0' | '1-10' | '11-50' | '51+' {
  if (count === 0) return '0';
  if (count <= 10) return '1-10';
  return count <= 50 ? '11-50' : '51+';
}
