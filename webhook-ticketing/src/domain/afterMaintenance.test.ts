import { describe, expect, test } from '@jest/globals';
import type { Observation } from '@roundsman/contract/evidence.ts';
import { afterMaintenance } from './afterMaintenance.ts';
import { plusSeconds } from './instant.ts';
import type { Complaint } from './verification.ts';

const end = '2026-05-04T03:00:00.000Z';
const at = (seconds: number): string => plusSeconds(end, seconds);
const complaint = (element: string, endsAt: string | null = null): Complaint => ({
  element,
  symptom: 'camera_unreachable',
  startsAt: at(-600),
  endsAt,
});
const sample = (element: string, value: boolean, seconds: number): Observation => ({
  element,
  observable: 'reachable',
  value,
  at: at(seconds),
  from: 'metric',
});
const outlook = (complaints: Complaint[], measured: Observation[], seconds: number): unknown =>
  afterMaintenance(complaints, measured, end, at(seconds)).outlook;

describe('when planned works are over', () => {
  test('what a fresh look finds bad goes out at once', () => {
    expect(outlook([complaint('cam-1'), complaint('cam-2', end)], [sample('cam-1', false, 5)], 6)).toBe('release');
  });

  test('a look from while they ran says nothing: a fresh one is waited for', () => {
    const old = [sample('cam-1', false, -5)];
    expect(afterMaintenance([complaint('cam-1')], old, end, at(1))).toEqual({ outlook: 'wait', until: at(60) });
    expect(outlook([complaint('cam-1')], old, 60)).toBe('release');
  });

  test('what is well again is left to the verification', () => {
    expect(outlook([complaint('cam-1', at(10))], [sample('cam-1', true, 12)], 15)).toBe('healthy');
    expect(outlook([complaint('cam-1', at(10))], [sample('cam-1', true, 200)], 200)).toBe('healthy');
  });

  test('an alert whose device measures well has two minutes to end', () => {
    const well = [sample('cam-1', true, 12)];
    expect(afterMaintenance([complaint('cam-1')], well, end, at(15))).toEqual({ outlook: 'wait', until: at(120) });
    expect(outlook([complaint('cam-1')], well, 120)).toBe('release');
  });

  test('silence is no health, and an order that nothing measures goes out', () => {
    expect(outlook([complaint('cam-1', at(-30))], [], 60)).toBe('release');
    expect(outlook([], [], 0)).toBe('release');
  });
});
