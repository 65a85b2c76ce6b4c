import { arrival } from './arrival.ts';
import { assessment } from './assessment.ts';
import { closure } from './closure.ts';
import { consent } from './consent.ts';
import type { Invariant } from './invariant.ts';
import { log } from './log.ts';
import { referral } from './referral.ts';
import { reintegration } from './reintegration.ts';
import { stay } from './stay.ts';

export const allInvariants: readonly Invariant[] = [...arrival, ...consent, ...assessment, ...stay, ...referral, ...reintegration, ...closure, ...log];

/**
 * Rules of domain.md 2.7 about facts that no command of this version records: there is nothing to ask of a history. A command that names
 * one of them as its rule makes the test fail until it is asked.
 */
export const withoutFacts: readonly string[] = [
  'I-12',
  'I-26',
  'I-27',
  'I-34',
  'I-40',
  'I-43',
  'I-60',
  'I-68',
  'I-70',
  'I-71',
  'I-72',
  'I-73',
  'I-84',
  'I-90',
  'I-91',
  'I-99',
  'I-100',
  'I-105',
  'I-106',
  'I-107',
  'I-108',
];

/** Asked elsewhere: of figures (I-101, histories over rows), of what leaves for a partner (I-110, the canaries). */
export const askedElsewhere: readonly string[] = ['I-101', 'I-110'];
