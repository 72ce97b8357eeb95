import { describe, expect, test } from '@jest/globals';
import type { Observation } from '@roundsman/contract/evidence.ts';
import { verify, type Complaint, type VerificationInput } from './verification.ts';
import { inventory, minute } from './workOrder.fixture.ts';

const sample = (element: string, minutes: number, value: boolean): Observation => ({
  element,
  observable: 'reachable',
  value,
  at: minute(minutes),
  from: 'metric',
});
const unreachable = (element: string, endsAt: number | null): Complaint => ({
  element,
  symptom: 'device_unreachable',
  startsAt: minute(0),
  endsAt: endsAt === null ? null : minute(endsAt),
});
/** Judged at minute 60 of a fix claimed at minute 55, asking for 2 healthy minutes and granting 3. */
const judged = (input: Partial<VerificationInput>) =>
  verify({
    claimedAt: minute(55),
    complaints: [],
    observations: [],
    inventory,
    healthySeconds: 120,
    graceSeconds: 180,
    now: minute(60),
    ...input,
  });

describe('a claimed fix', () => {
  test('of which an alert still fires after the grace is refused, naming what is bad and how', () => {
    const verdict = judged({
      complaints: [unreachable('sw-1', null), unreachable('cam-1', 50)],
      observations: [sample('cam-1', 59.9, true)],
    });
    expect(verdict).toEqual({
      verdict: 'refuted',
      stillBad: ['sw-1'],
      reason: {
        en: 'Measurements still show: Switch 1: Device does not answer.',
        zh: '测量仍显示：1号交换机：设备无应答。',
      },
    });
  });

  test('is refused by a fresh bad measurement though the alert has ended', () => {
    expect(
      judged({ complaints: [unreachable('cam-1', 56)], observations: [sample('cam-1', 59.9, false)] }),
    ).toMatchObject({ verdict: 'refuted', stillBad: ['cam-1'] });
  });

  test('is not refused within the grace, and looked at again when that ends', () => {
    expect(judged({ claimedAt: minute(57.5), complaints: [unreachable('cam-1', null)] })).toEqual({
      verdict: 'wait',
      until: minute(60.5),
    });
  });

  test('is neither verified nor refused where nothing has been measured: absent data are not health', () => {
    expect(judged({ complaints: [unreachable('cam-1', 50)] })).toEqual({ verdict: 'wait', until: minute(61) });
    expect(judged({ complaints: [] })).toMatchObject({ verdict: 'wait' });
  });

  test('is not verified by measurements that have grown old', () => {
    expect(
      judged({ complaints: [unreachable('cam-1', 50)], observations: [sample('cam-1', 58.9, true)] }),
    ).toMatchObject({ verdict: 'wait' });
  });

  test('is not verified by another thing that is good of the same element', () => {
    const other: Observation = { ...sample('cam-1', 60, true), observable: 'media_flowing' };
    expect(judged({ complaints: [unreachable('cam-1', 50)], observations: [other] })).toMatchObject({
      verdict: 'wait',
    });
  });

  test('that is one good of two waits for the second', () => {
    expect(
      judged({
        complaints: [unreachable('cam-1', 50), unreachable('cam-2', 50)],
        observations: [sample('cam-1', 60, true)],
      }),
    ).toMatchObject({ verdict: 'wait' });
  });

  test('a long list of what is bad is cut and counted', () => {
    const complaints = Array.from({ length: 8 }, (_, index) => unreachable(`onu-${String(index)}`, null));
    const verdict = judged({ complaints });
    expect(verdict).toMatchObject({ stillBad: expect.arrayContaining(['onu-7']) });
    expect(verdict.verdict === 'refuted' && verdict.reason.en).toMatch(/onu-4: Device does not answer; and 3 more\.$/);
  });
});

describe('a claimed fix of a picture', () => {
  const black = (endsAt: number | null): Complaint => ({ ...unreachable('cam-1', endsAt), symptom: 'picture_lost' });
  const picture = (minutes: number, value: boolean): Observation => ({
    ...sample('cam-1', minutes, value),
    observable: 'picture_shown',
  });

  test('is not refused before enough new pictures have been looked at', () => {
    const input = { complaints: [black(null)], observations: [picture(59.9, false)] };
    expect(judged(input)).toEqual({ verdict: 'wait', until: minute(61) });
    expect(judged({ ...input, claimedAt: minute(39) })).toMatchObject({ verdict: 'refuted', stillBad: ['cam-1'] });
  });

  test('is verified when the newest verdict has been good for long enough, and not by a camera that merely answers', () => {
    const complaints = [black(57)];
    expect(judged({ complaints, observations: [picture(57.5, true), picture(59.9, true)] })).toEqual({
      verdict: 'verified',
      solvedAt: minute(57),
    });
    expect(judged({ complaints, observations: [sample('cam-1', 59.9, true)] }).verdict).toBe('wait');
  });

  test('hastens no other complaint: what shows sooner is refused sooner', () => {
    expect(
      judged({
        complaints: [black(null), unreachable('sw-1', null)],
        observations: [picture(59.9, false), sample('sw-1', 59.9, false)],
      }),
    ).toMatchObject({ verdict: 'refuted', stillBad: ['sw-1'] });
  });
});

describe('a recovery', () => {
  test('is verified from the first healthy sample of the last element to recover', () => {
    expect(
      judged({
        complaints: [unreachable('cam-1', 56.5), unreachable('cam-2', 57.5)],
        observations: [
          sample('cam-1', 56, true),
          sample('cam-1', 60, true),
          sample('cam-2', 56.9, false),
          sample('cam-2', 57.1, true),
          sample('cam-2', 60, true),
        ],
      }),
    ).toEqual({ verdict: 'verified', solvedAt: minute(57.1) });
  });

  test('counts from the end of the alert where only the newest measurement is known', () => {
    expect(judged({ complaints: [unreachable('cam-1', 57)], observations: [sample('cam-1', 60, true)] })).toEqual({
      verdict: 'verified',
      solvedAt: minute(57),
    });
  });

  test('waits until it has lasted long enough', () => {
    expect(judged({ complaints: [unreachable('cam-1', 59)], observations: [sample('cam-1', 60, true)] })).toEqual({
      verdict: 'wait',
      until: minute(61),
    });
  });

  test('that was interrupted counts from after the interruption', () => {
    const observations = [
      sample('cam-1', 56, true),
      sample('cam-1', 58.5, false),
      sample('cam-1', 59, true),
      sample('cam-1', 60, true),
    ];
    expect(judged({ complaints: [unreachable('cam-1', 56)], observations })).toEqual({
      verdict: 'wait',
      until: minute(61),
    });
  });

  test('that nobody claims is verified like another, and never refused', () => {
    const complaints = [unreachable('cam-1', 50)];
    expect(judged({ claimedAt: null, complaints, observations: [sample('cam-1', 60, true)] })).toEqual({
      verdict: 'verified',
      solvedAt: minute(50),
    });
    expect(judged({ claimedAt: null, complaints, observations: [sample('cam-1', 60, false)] })).toMatchObject({
      verdict: 'wait',
    });
  });
});
