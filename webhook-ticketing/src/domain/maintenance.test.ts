import { describe, expect, test } from '@jest/globals';
import type { MaintenanceArea, MaintenanceDeclaration } from '@roundsman/contract/maintenance.ts';
import { city } from '../../test/cityFixture.ts';
import { plusSeconds } from './instant.ts';
import { declared, explainingWorks, stateOf, type DeclaredMaintenance } from './maintenance.ts';
import { isRejected } from './rejection.ts';
import { buildTopology } from './topology.ts';

const inventory = city();
const topology = buildTopology(inventory);
const now = '2026-05-04T03:00:00.000Z';
const hours = (count: number): string => plusSeconds(now, count * 3600);
const operator = { login: 'li', role: 'operator', contact: null, party: null } as const;

const declaration = (given: Partial<MaintenanceDeclaration> = {}): MaintenanceDeclaration => ({
  id: '0b1c6b3a-58a2-4f66-8f0e-27a2a9d1f003',
  area: { kind: 'elements', elements: ['breaker-1'] },
  from: now,
  to: hours(4),
  approver: 'police-duty',
  reason: 'The cabinet is moved',
  ...given,
});
const refusal = (given: Partial<MaintenanceDeclaration>, actor: Parameters<typeof declared>[1] = operator): unknown => {
  const outcome = declared(declaration(given), actor, inventory, now);
  return isRejected(outcome) ? `${outcome.rejected} ${outcome.field ?? ''}`.trim() : 'declared';
};
const works = (area: MaintenanceArea, given: Partial<DeclaredMaintenance> = {}): DeclaredMaintenance => ({
  ...declaration({ area }),
  declaredBy: 'user:li',
  declaredAt: now,
  endedAt: null,
  endedBy: null,
  ...given,
});
const order = (affected: string[], onsetAt = hours(1), siteIds: string[] = []) => ({ affected, siteIds, onsetAt });
const explained = (area: MaintenanceArea, ...about: Parameters<typeof order>): boolean =>
  explainingWorks([works(area)], order(...about), topology, hours(2)) !== null;

describe('a declaration of planned works', () => {
  test.each<[string, Partial<MaintenanceDeclaration>, string]>([
    ['that ends before it begins', { to: hours(-0.5) }, 'invalid_request to'],
    ['longer than fourteen days', { to: hours(14 * 24 + 0.1) }, 'invalid_request to'],
    ['of what began more than an hour ago', { from: hours(-1.1) }, 'invalid_request from'],
    ['that is over already', { from: hours(-0.9), to: now }, 'invalid_request to'],
    [
      'of a district that is not there',
      { area: { kind: 'district', district: 'west' } },
      'invalid_request area.district',
    ],
    ['of a site that is not there', { area: { kind: 'sites', sites: ['site-9'] } }, 'invalid_request area.sites'],
    [
      'of an element that is not there',
      { area: { kind: 'elements', elements: ['x'] } },
      'invalid_request area.elements',
    ],
    ['approved by nobody of the inventory', { approver: 'somebody' }, 'invalid_request approver'],
  ])('%s is refused, naming the field', (_what, given, expected) => {
    expect(refusal(given)).toBe(expected);
  });

  test('is not approved by who declares it, and not made by an engineer', () => {
    expect(refusal({}, { ...operator, contact: 'police-duty' })).toBe('approver_is_declarer approver');
    expect(refusal({}, { ...operator, role: 'engineer' })).toBe('forbidden');
  });

  test('up to fourteen days long, from up to an hour ago, is kept with who declared it', () => {
    expect(declared(declaration({ from: hours(-1), to: hours(14 * 24 - 1) }), operator, inventory, now)).toMatchObject({
      ok: { declaredBy: 'user:li', declaredAt: now, endedAt: null },
    });
  });

  test('is coming, runs and is over by its interval, or when somebody ends it', () => {
    const area = declaration().area;
    expect(stateOf(works(area), hours(-0.1))).toBe('coming');
    expect(stateOf(works(area), now)).toBe('running');
    expect(stateOf(works(area), hours(4))).toBe('over');
    expect(stateOf(works(area, { endedAt: hours(1) }), hours(1))).toBe('over');
  });
});

describe('planned works explain', () => {
  const breaker: MaintenanceArea = { kind: 'elements', elements: ['breaker-1'] };

  test('what hangs on their elements, and nothing beside it', () => {
    expect(explained(breaker, ['camera-1-1', 'ups-1'])).toBe(true);
    expect(explained(breaker, ['camera-1-2'])).toBe(false);
  });

  test('no fault that reaches beyond them: that is another’s', () => {
    expect(explained(breaker, ['camera-1-1', 'camera-1-2'])).toBe(false);
  });

  test('what is at their sites or in their district', () => {
    expect(explained({ kind: 'sites', sites: ['site-cab-1', 'site-cab-2'] }, ['camera-1-1', 'camera-1-2'])).toBe(true);
    expect(explained({ kind: 'sites', sites: ['site-cab-2'] }, ['camera-1-1'])).toBe(false);
    expect(explained({ kind: 'district', district: 'east' }, ['camera-1-1', 'feeder-1'])).toBe(true);
  });

  test('a report that names a place of theirs and no device', () => {
    expect(explained({ kind: 'sites', sites: ['site-cab-1'] }, [], hours(1), ['site-cab-1'])).toBe(true);
    expect(explained({ kind: 'sites', sites: ['site-cab-1'] }, [], hours(1), [])).toBe(false);
    expect(explained(breaker, [], hours(1), ['site-cab-1'])).toBe(false);
  });

  test('nothing that was bad before they began, and nothing while they do not run', () => {
    expect(explained(breaker, ['camera-1-1'], hours(-0.01))).toBe(false);
    expect(explainingWorks([works(breaker)], order(['camera-1-1']), topology, hours(4))).toBeNull();
  });
});
