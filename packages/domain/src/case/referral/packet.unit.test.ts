import { describe, expect, it } from '@jest/globals';
import type { VulnerabilityFactor } from '../../code-lists/cl-15-vulnerability-factor.ts';
import type { ServiceType } from '../../code-lists/cl-20-service-type.ts';
import type { DataCategory } from '../../code-lists/cl-43-data-category.ts';
import { ERASED, WITHHELD } from '../../mark.ts';
import { OTHER_AGENCY } from '../../testing/given-when-then.ts';
import { recordedFact, type Given } from '../../testing/recorded-fact.ts';
import { assessmentFact } from '../assessment/events.ts';
import { REFERRAL } from './fixtures.ts';
import { packetOf, type Packet } from './packet.ts';
import type { Referral } from './state.ts';

const referral: Referral = {
  referralId: REFERRAL,
  toAgencyId: OTHER_AGENCY,
  service: 'EDUCATION',
  priority: 'NORMAL',
  crossBorder: false,
  status: 'SENT',
  underReview: false,
  responseDueAt: undefined,
  dataShared: ['VULNERABILITY', 'HEALTH', 'SERVICE_SUMMARY'],
  consentIds: [],
};

const assessmentId = '0193c5a0-0000-7000-8000-0000000a5501';
const factors = assessmentFact('VulnerabilityAssessed', {
  assessmentId,
  version: 1,
  level: 'INDIVIDUAL',
  factors: (['MENTAL_HEALTH', 'AGE', 'PREGNANT_OR_LACTATING', 'ADDICTION', 'PHYSICAL_HEALTH_DISABILITY'] as const).map((code) => ({
    code,
    polarity: 'RISK',
  })),
});
const needs = assessmentFact('NeedsAssessed', {
  assessmentId,
  needs: (['MHPSS', 'EDUCATION', 'MEDICAL', 'DISABILITY_SUPPORT'] as const).map((service) => ({ service, urgency: 'URGENT' })),
  pregnant: true,
});
const delivered = (type: string): Given => ({ type: 'ServiceDelivered', data: { type } });
const history = [factors, needs, ...['MEDICAL', 'FOOD', 'MHPSS', 'FOOD', 'DISABILITY_SUPPORT'].map(delivered)];

const dataOf = (facts: readonly Given[], permitted: readonly DataCategory[], shared = referral.dataShared): Packet['data'] =>
  packetOf({ referral: { ...referral, dataShared: shared }, permitted, caseEvents: facts.map(recordedFact), personEvents: [] }).data;

const risk = (code: string) => ({ code, polarity: 'RISK', level: 'INDIVIDUAL' });
const urgent = (service: string) => ({ service, urgency: 'URGENT' });

const SECOND = '0193c5a0-0000-7000-8000-0000000a5502';
type Part = { level: 'INDIVIDUAL' | 'HOUSEHOLD' | 'COMMUNITY'; code: VulnerabilityFactor; version?: number; of?: string };
const part = ({ level, code, version = 1, of = assessmentId }: Part): Given =>
  assessmentFact('VulnerabilityAssessed', { assessmentId: of, version, level, factors: [{ code, polarity: 'PROTECTIVE' }] });
const approved = (of: string): Given => assessmentFact('AssessmentApproved', { assessmentId: of });
const needed = (service: ServiceType, of: string): Given => assessmentFact('NeedsAssessed', { assessmentId: of, needs: [{ service, urgency: 'URGENT' }] });
const shown = (...facts: readonly Given[]) => dataOf(facts, ['VULNERABILITY'])['VULNERABILITY'];
const factor = (level: Part['level'], code: VulnerabilityFactor) => ({ code, polarity: 'PROTECTIVE', level });

describe('what a packet holds', () => {
  it('I-62: given no consent to health data, then neither factors nor needs nor services that tell of health are in it', () => {
    expect(dataOf(history, ['VULNERABILITY', 'SERVICE_SUMMARY'])).toEqual({
      VULNERABILITY: { factors: [risk('AGE')], needs: [urgent('EDUCATION')] },
      SERVICE_SUMMARY: { services: ['FOOD'] },
    });
  });

  it('I-62: given the consent to health data, and a referral that does not share them, then they are not in it either', () => {
    expect(dataOf(history, ['VULNERABILITY', 'HEALTH'], ['VULNERABILITY'])).toEqual({
      VULNERABILITY: { factors: [risk('AGE')], needs: [urgent('EDUCATION')] },
    });
  });

  it('I-62: given the consent to health data, when they are shared, then all is in it', () => {
    expect(dataOf(history, ['VULNERABILITY', 'HEALTH', 'SERVICE_SUMMARY'])).toEqual({
      VULNERABILITY: {
        factors: ['MENTAL_HEALTH', 'AGE', 'PREGNANT_OR_LACTATING', 'ADDICTION', 'PHYSICAL_HEALTH_DISABILITY'].map(risk),
        needs: ['MHPSS', 'EDUCATION', 'MEDICAL', 'DISABILITY_SUPPORT'].map(urgent),
      },
      HEALTH: { pregnant: true },
      SERVICE_SUMMARY: { services: ['MEDICAL', 'FOOD', 'MHPSS', 'DISABILITY_SUPPORT'] },
    });
  });

  describe('of an assessment', () => {
    const age = part({ level: 'INDIVIDUAL', code: 'AGE' });
    const governance = part({ level: 'COMMUNITY', code: 'LOCAL_GOVERNANCE' });

    it('I-62: given parts of several levels, then all of them are in the packet, each factor with its level', () => {
      expect(shown(age, governance)).toEqual({ factors: [factor('INDIVIDUAL', 'AGE'), factor('COMMUNITY', 'LOCAL_GOVERNANCE')] });
    });

    it('I-62: given a level that was assessed twice, then what was said last of it counts', () => {
      expect(shown(age, governance, part({ level: 'INDIVIDUAL', code: 'SEX' }))).toEqual({
        factors: [factor('INDIVIDUAL', 'SEX'), factor('COMMUNITY', 'LOCAL_GOVERNANCE')],
      });
    });

    it('I-62: given a higher version, then it takes the place of the lower one as a whole', () => {
      expect(shown(age, governance, part({ level: 'HOUSEHOLD', code: 'SUPPORTIVE_HOME', version: 2 }))).toEqual({
        factors: [factor('HOUSEHOLD', 'SUPPORTIVE_HOME')],
      });
    });

    it('I-62: given an approved assessment, then a new one takes its place when it is approved, and not with its first part', () => {
      const first = [age, needed('EDUCATION', assessmentId), approved(assessmentId)];
      const again = [part({ level: 'HOUSEHOLD', code: 'SUPPORTIVE_HOME', of: SECOND }), needed('SHELTER', SECOND)];
      expect(shown(...first, ...again)).toEqual({ factors: [factor('INDIVIDUAL', 'AGE')], needs: [urgent('EDUCATION')] });
      expect(shown(...first, ...again, approved(SECOND))).toEqual({ factors: [factor('HOUSEHOLD', 'SUPPORTIVE_HOME')], needs: [urgent('SHELTER')] });
    });

    it('I-62: given a part that cannot be read among others, then the mark stands for all, and nothing looks whole that is not', () => {
      expect(shown(age, { ...governance, data: { ...governance.data, factors: WITHHELD } })).toEqual({ factors: WITHHELD });
    });
  });

  it('I-62: given nothing assessed, then there is nothing of it; given what was erased, then the mark stands in its place', () => {
    expect(dataOf([], ['VULNERABILITY', 'SERVICE_SUMMARY'])).toEqual({ VULNERABILITY: {}, SERVICE_SUMMARY: { services: [] } });
    const erased = [
      { ...factors, data: { ...factors.data, level: ERASED, factors: ERASED } },
      { ...needs, data: { ...needs.data, needs: ERASED } },
    ];
    expect(dataOf(erased, ['VULNERABILITY'])).toEqual({ VULNERABILITY: { factors: ERASED, needs: ERASED } });
  });
});
