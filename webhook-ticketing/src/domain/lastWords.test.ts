import { describe, expect, test } from '@jest/globals';
import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import { isOfLastWordsAlone, lastWordsAre } from './lastWords.ts';

const verdict = (faultClass: FaultClassId, ...affected: string[]): Diagnosis => ({
  ...{ faultClass, faultPoint: affected[0] ?? '', party: 'keepers', probability: 0.9, candidates: [], affected },
});
const surge = { element: 'switch-1', symptom: 'surge_protector_open' } as const;
const lightning = verdict('lightning_damage', 'switch-1');
const hung = verdict('switch_hang', 'switch-1', 'camera-1');

describe('a verdict rests on last words alone', () => {
  test('where another explains the silence, and cannot be why they were said', () => {
    expect(isOfLastWordsAlone(lightning, [lightning, hung], [surge])).toBe(true);
    expect(isOfLastWordsAlone(hung, [lightning, hung], [surge])).toBe(false);
  });

  test('not where it explains the silence itself', () => {
    expect(isOfLastWordsAlone(lightning, [lightning], [surge])).toBe(false);
    const wider = verdict('lightning_damage', 'switch-1', 'camera-1');
    expect(isOfLastWordsAlone(wider, [wider, hung], [surge])).toBe(false);
  });

  test('not where nothing was said that its class shows in', () => {
    expect(isOfLastWordsAlone(lightning, [lightning, hung], [])).toBe(false);
    expect(isOfLastWordsAlone(lightning, [lightning, hung], [{ ...surge, symptom: 'cabinet_door_open' }])).toBe(false);
  });
});

test('what says that a device is silent, and what others measure of it, are none of its last words', () => {
  expect([...lastWordsAre.silence].sort()).toEqual(
    ['device_unreachable', 'link_down', 'onu_lost', 'camera_unreachable'].sort(),
  );
  for (const symptom of [...lastWordsAre.silence, 'mains_lost', 'connection_flaps', 'rogue_onu'])
    expect(lastWordsAre.said).not.toContain(symptom);
  expect(lastWordsAre.said).toContain('surge_protector_open');
});
