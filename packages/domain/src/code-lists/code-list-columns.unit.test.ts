import { describe, expect, test } from '@jest/globals';
import { caseState } from './case-state.ts';
import { country } from './cl-04-country.ts';
import { language } from './cl-05-language.ts';
import { nigerRegion } from './cl-04-niger-region.ts';
import { vulnerabilityFactor } from './cl-15-vulnerability-factor.ts';
import { safetyAlert } from './cl-19-safety-alert.ts';
import { serviceType } from './cl-20-service-type.ts';
import { priority } from './cl-28-priority.ts';
import { recipientCategory } from './cl-29-recipient-category.ts';
import { consentScope } from './cl-38-consent-scope.ts';
import { refusalReason } from './cl-42-refusal-reason.ts';
import { reintegrationTrack } from './cl-44-reintegration-track.ts';
import { closureReason } from './cl-53-closure-reason.ts';
import { legalReference } from './cl-60-legal-reference.ts';
import { validOn } from './code-list.ts';
import { referralState } from './referral-state.ts';

function codesWith(codes: Readonly<Record<string, object>>, column: string): string {
  return Object.entries(codes)
    .flatMap(([code, entry]) => (Object.hasOwn(entry, column) ? [code] : []))
    .join(' ');
}

describe('columns that rules rely on', () => {
  test('CL-04: every country of ISO 3166-1 with an alpha-2 of its own, and the four codes for persons without one', () => {
    const alpha2 = Object.values(country.codes).flatMap((entry) => entry.alpha2 ?? []);
    expect(alpha2.length).toBe(249);
    expect(new Set(alpha2).size).toBe(249);
    expect([country.codes.NER.alpha2, country.codes.NGA.alpha2]).toEqual(['NE', 'NG']);
    expect(Object.keys(country.codes).filter((code) => !/^[A-Z]{3}$/.test(code))).toEqual([]);
    expect(Object.entries(country.codes).flatMap(([code, entry]) => (entry.alpha2 === undefined ? [code] : []))).toEqual([
      'XXA',
      'XXB',
      'XXC',
      'XXX',
    ]);
  });

  test('CL-04: the eight regions of Niger', () => {
    expect(Object.entries(nigerRegion.codes).map(([code, { fr }]) => `${code} ${fr}`)).toEqual([
      'NE-1 Agadez',
      'NE-2 Diffa',
      'NE-3 Dosso',
      'NE-4 Maradi',
      'NE-5 Tahoua',
      'NE-6 Tillabéri',
      'NE-7 Zinder',
      'NE-8 Niamey',
    ]);
  });

  test('CL-05: Zarma has no ISO 639-2 code', () => {
    expect(language.codes.dje.iso6392).toBeUndefined();
    expect([language.codes.hau.iso6392, language.codes.fra.iso6392]).toEqual(['hau', 'fra']);
  });

  test('CL-15: every factor has its level, two are usually protective', () => {
    expect(codesWith(vulnerabilityFactor.codes, 'level').split(' ').length).toBe(Object.keys(vulnerabilityFactor.codes).length - 3);
    expect(codesWith(vulnerabilityFactor.codes, 'polarity')).toBe('SUPPORTIVE_HOME SUFFICIENT_EARNINGS');
    expect(vulnerabilityFactor.codes.NETWORK_PRESENCE.level).toBe('COMMUNITY');
    expect(vulnerabilityFactor.codes.SUPPORTIVE_HOME).toMatchObject({ level: 'HOUSEHOLD', polarity: 'PROTECTIVE' });
  });

  test('CL-20: urgent services, allowed before a plan', () => {
    expect(codesWith(serviceType.codes, 'urgent')).toBe('SHELTER FOOD NFI MEDICAL MHPSS PHYSICAL_SECURITY');
  });

  test('I-62, CL-15, CL-20: which factors and services tell of health', () => {
    expect(codesWith(vulnerabilityFactor.codes, 'health')).toBe('MENTAL_HEALTH PHYSICAL_HEALTH_DISABILITY PREGNANT_OR_LACTATING ADDICTION');
    expect(codesWith(serviceType.codes, 'health')).toBe('MEDICAL MHPSS DISABILITY_SUPPORT');
  });

  test('CL-28: limits in hours', () => {
    expect(Object.entries(priority.codes).map(([code, { limitHours, acknowledgeHours }]) => [code, limitHours, acknowledgeHours])).toEqual([
      ['EMERGENCY', 24, 2],
      ['URGENT', 72, 24],
      ['NORMAL', 336, 72],
    ]);
  });

  test('CL-19, CL-28, CL-42: the French says neither more nor less than the English where a life may hang on it', () => {
    expect([safetyAlert.codes.SELF_HARM, priority.codes.EMERGENCY, refusalReason.codes.FEAR_OF_HARM].map(({ fr, en }) => [fr, en])).toEqual([
      ['Risque d’automutilation ou de suicide', 'Risk of self-harm or suicide'],
      ['Urgence (24 heures)', 'Emergency (24 hours)'],
      ['Crainte d’un préjudice pour soi ou autrui', 'Fear of harm to oneself or others'],
    ]);
  });

  test('CL-29: who never gets a record', () => {
    expect(codesWith(recipientCategory.codes, 'neverAllowed')).toBe('MEDIA');
    expect(codesWith(recipientCategory.codes, 'aggregatesOnly')).toBe('RESEARCH DONOR');
  });

  test('CL-38: contact with media is closed to children', () => {
    expect(codesWith(consentScope.codes, 'deniedForChildren')).toBe('MEDIA');
  });

  test('CL-44: every track has somebody to benefit from it', () => {
    expect(Object.values(reintegrationTrack.codes).map(({ beneficiaries }) => beneficiaries.join(' '))).toEqual([
      'HOUSEHOLD',
      'CHILD',
      'PERSON',
      'PERSON HOUSEHOLD',
      'HOUSEHOLD CHILD PERSON',
    ]);
  });

  test('CL-53: early exits', () => {
    expect(codesWith(closureReason.codes, 'earlyExit')).toBe(
      'PERSON_WITHDREW TRANSFERRED LOST_CONTACT DECEASED NEGATIVE_REPERCUSSION SECURITY DUPLICATE OPENED_IN_ERROR',
    );
  });

  test('CL-60: what was repealed or replaced is in force on its own days only', () => {
    expect([validOn(legalReference, 'NE_LOI_2015_36', '2023-11-24'), validOn(legalReference, 'NE_LOI_2015_36', '2023-11-25')]).toEqual([
      true,
      false,
    ]);
    expect([validOn(legalReference, 'NE_DATA_2017_28', '2022-12-15'), validOn(legalReference, 'NE_DATA_2017_28', '2022-12-16')]).toEqual([
      true,
      false,
    ]);
    expect([validOn(legalReference, 'NE_DATA_2022_59', '2022-12-15'), validOn(legalReference, 'NE_DATA_2022_59', '2022-12-16')]).toEqual([
      false,
      true,
    ]);
  });

  test('case states: open ones, and every one has a status to export', () => {
    expect(codesWith(caseState.codes, 'open')).toBe(
      'IDENTIFIED REGISTERED IN_ASSESSMENT ASSESSED PLANNED IN_ASSISTANCE REINTEGRATING FOLLOW_UP',
    );
    const rows = Object.entries(caseState.codes).map(([code, { htcds, primero, nrmPillars }]) => [code, htcds, primero, nrmPillars]);
    expect(rows).toEqual([
      ['IDENTIFIED', 'Active', 'new', [1]],
      ['SCREENED_OUT', 'Closed', 'closed', [1]],
      ['REGISTERED', 'Active', 'new', [1]],
      ['IN_ASSESSMENT', 'Active', 'assessment', [1, 2]],
      ['ASSESSED', 'Active', 'assessment', [2]],
      ['PLANNED', 'Active', 'case_plan', [2]],
      ['IN_ASSISTANCE', 'Active', 'service_provision', [2]],
      ['REINTEGRATING', 'Active', 'service_provision', [3]],
      ['FOLLOW_UP', 'FollowUp', 'services_implemented', [3]],
      ['CLOSED', 'Closed', 'closed', []],
      ['TRANSFERRED', 'ClosedReferred', 'transferred', []],
    ]);
  });

  test('referral states: the terminal ones, which nobody moves on', () => {
    expect(codesWith(referralState.codes, 'terminal')).toBe('COMPLETED NOT_COMPLETED DECLINED REVOKED EXPIRED');
    expect(codesWith(referralState.codes, 'movedBy')).toBe('DRAFT SENT RECEIVED INFO_REQUESTED ACCEPTED IN_SERVICE');
    expect(
      Object.values(referralState.codes)
        .map(({ primero }) => primero ?? '-')
        .join(' '),
    ).toBe('- in_progress in_progress in_progress accepted accepted done done rejected revoked -');
  });
});
