import { describe, expect, test } from '@jest/globals';
import { CameraBackoff, identityOf } from './backoff.ts';

describe('a camera that refuses', () => {
  test('is left alone for a minute, then twice as long each time, at most an hour', () => {
    let nowMs = 0;
    const backoff = new CameraBackoff(() => nowMs);
    const waits = Array.from({ length: 8 }, () => {
      backoff.refused('camera-1', 'a');
      const seconds = backoff.remainingSeconds('camera-1', 'a');
      nowMs += seconds * 1000;
      expect(backoff.remainingSeconds('camera-1', 'a')).toBe(0);
      return seconds;
    });
    expect(waits).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600]);
  });

  test('is asked at once when its credentials change, or after it has accepted, and others always', () => {
    const backoff = new CameraBackoff(() => 0);
    backoff.refused('camera-1', 'a');
    expect(backoff.remainingSeconds('camera-2', 'a')).toBe(0);
    expect(backoff.remainingSeconds('camera-1', 'b')).toBe(0);
    backoff.refused('camera-1', 'b');
    expect(backoff.remainingSeconds('camera-1', 'b')).toBe(60);
    backoff.accepted('camera-1');
    expect(backoff.remainingSeconds('camera-1', 'b')).toBe(0);
  });

  test('is recognised by a value that tells nothing of its password', () => {
    expect(identityOf(['a', { password: 'secret' }])).not.toContain('secret');
    expect(identityOf(['a'])).not.toBe(identityOf(['b']));
  });
});
