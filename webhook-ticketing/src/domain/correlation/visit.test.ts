import { describe, expect, test } from '@jest/globals';
import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { WorkOrderState } from '@roundsman/contract/vocabulary.ts';
import { city } from '../../../test/cityFixture.ts';
import { buildTopology } from '../topology.ts';
import { visitBehind, visitsOf } from './visit.ts';

const topology = buildTopology(city());
const zhao = { party: 'keepers', contact: 'keepers-duty' };
const verdict = (faultClass: FaultClassId, faultPoint: string): Diagnosis => ({
  ...{ faultClass, faultPoint, party: 'keepers', probability: 0.9, candidates: [], affected: [faultPoint] },
});
const order = (
  state: WorkOrderState,
  diagnosis: Diagnosis | null,
  affected: string[] = diagnosis?.affected ?? [],
  holder: typeof zhao | null = zhao,
) => ({ id: 'o1', state: { state, diagnosis, affected, holder } });

describe('somebody may be at a cabinet', () => {
  test.each([
    ['dispatched', false],
    ['accepted', false],
    ['en_route', true],
    ['on_site', true],
    ['fix_claimed', true],
    ['reopened', true],
    ['suspended', false],
    ['verified', false],
  ] as const)('with an order that is %s: %s', (state, isThere) => {
    const visits = visitsOf([order(state, verdict('switch_dead', 'switch-1'))], topology);
    expect(visits).toEqual(isThere ? [{ order: 'o1', cabinet: 'cab-1' }] : []);
  });

  test('with a report that names a camera of it, and no cause', () => {
    expect(visitsOf([order('on_site', null, ['camera-1-2'])], topology)).toEqual([{ order: 'o1', cabinet: 'cab-2' }]);
  });

  test('but not at each of those that a fault elsewhere takes down', () => {
    const wide = { ...verdict('feeder_fibre_cut', 'pon-1'), affected: ['onu-1', 'onu-2', 'onu-3'] };
    expect(visitsOf([order('on_site', wide)], topology)).toEqual([]);
  });

  test('nor with an order that was sent back and that nobody has', () => {
    expect(visitsOf([order('reopened', verdict('switch_dead', 'switch-1'), ['switch-1'], null)], topology)).toEqual([]);
  });
});

describe('a visit explains', () => {
  const visits = [{ order: 'o1', cabinet: 'cab-1' }];

  test('the open door of its cabinet', () => {
    expect(visitBehind(verdict('cabinet_opened', 'ups-1'), visits, topology)).toBe(visits[0]);
  });

  test('no door of another, and nothing else that befalls its own', () => {
    expect(visitBehind(verdict('cabinet_opened', 'ups-2'), visits, topology)).toBeUndefined();
    expect(visitBehind(verdict('cabinet_climate', 'ups-1'), visits, topology)).toBeUndefined();
  });
});
