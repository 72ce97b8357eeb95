import { describe, expect, test } from '@jest/globals';
import { afterAbsence, afterReceipt, type Alert, type ReceivedAlert } from './alertEpisode.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 2, 8, 0, second)).toISOString();
const alert = (status: 'firing' | 'resolved', startsAt: string, endsAt = at(0)): ReceivedAlert => ({
  fingerprint: 'a1',
  status,
  symptom: 'camera_unreachable',
  element: 'cam-1',
  labels: {},
  startsAt,
  endsAt,
});
const webhook = (second: number): { now: string; listedAt: null } => ({ now: at(second), listedAt: null });
const firing = (): Alert => afterReceipt(null, alert('firing', at(0)), webhook(1));
const resolved = (): Alert => afterReceipt(firing(), alert('resolved', at(0), at(20)), webhook(22));

describe('an alert that arrives', () => {
  test('again while it fires keeps its episode, its order and the time of its first receipt', () => {
    const known = { ...firing(), orderId: 'order', judgedAt: at(5) };
    const next = afterReceipt(known, alert('firing', at(0)), webhook(30));
    expect(next).toMatchObject({ episode: 1, orderId: 'order', judgedAt: at(5), receivedAt: at(1), updatedAt: at(30) });
  });

  test('with a moved start stays the same episode while it fires', () => {
    expect(afterReceipt(firing(), alert('firing', at(9)), webhook(30))).toMatchObject({ episode: 1, startsAt: at(0) });
  });

  test('as firing after its own resolve is a late copy, and changes nothing', () => {
    const known = resolved();
    expect(afterReceipt(known, alert('firing', at(0)), webhook(23))).toBe(known);
  });

  test('as resolved before it was ever seen firing is remembered, so that the late firing opens nothing', () => {
    const known = afterReceipt(null, alert('resolved', at(0), at(20)), webhook(21));
    expect(known.status).toBe('resolved');
    expect(afterReceipt(known, alert('firing', at(0)), webhook(22))).toBe(known);
  });

  test('as the resolve of an earlier episode does not end the present one', () => {
    const back = afterReceipt(resolved(), alert('firing', at(40)), webhook(41));
    expect(back).toMatchObject({ episode: 2, status: 'firing', orderId: null, judgedAt: null });
    expect(afterReceipt(back, alert('resolved', at(0), at(20)), webhook(42))).toBe(back);
  });

  test('on the list of Alertmanager fires, though a resolve was received before the list was asked for', () => {
    const listed = { now: at(31), listedAt: at(30) };
    expect(afterReceipt(resolved(), alert('firing', at(0)), listed)).toMatchObject({ episode: 2, status: 'firing' });
  });

  test('on a list that is older than its resolve stays resolved', () => {
    const known = resolved();
    expect(afterReceipt(known, alert('firing', at(0)), { now: at(23), listedAt: at(21) })).toBe(known);
  });
});

describe('an alert that Alertmanager does not list', () => {
  test('counts as resolved only when it is still missing later', () => {
    const once = afterAbsence(firing(), at(30), 45);
    expect(once).toMatchObject({ status: 'firing', absentSince: at(30) });
    expect(afterAbsence(once, at(59), 45)).toBe(once);
    expect(afterAbsence(once, at(80), 45)).toMatchObject({ status: 'resolved', endsAt: at(30), absentSince: null });
  });

  test('fires on when it arrived after the list was asked for', () => {
    const known = firing();
    expect(afterAbsence(known, at(1), 45)).toBe(known);
  });

  test('is no longer missing once it arrives again', () => {
    const once = afterAbsence(firing(), at(30), 45);
    expect(afterReceipt(once, alert('firing', at(0)), webhook(35)).absentSince).toBeNull();
  });
});
