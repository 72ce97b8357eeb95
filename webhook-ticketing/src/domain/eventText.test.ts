import { describe, expect, test } from '@jest/globals';
import type { EventFacts } from '@roundsman/contract/events.ts';
import { localizedText } from '@roundsman/contract/text.ts';
import { eventText } from './eventText.ts';
import { fading, inventory, minute, opened, outage, start } from './workOrder.fixture.ts';

const text = (facts: EventFacts) =>
  eventText({ at: start, recordedAt: start, actor: 'system', facts, personal: {} }, inventory, 'Asia/Shanghai');
const because = { en: 'because', zh: '原因' };
const id = '00000000-0000-4000-8000-000000000001';

/** One of every kind: a new kind of event without a sentence does not compile. */
const all: { [Type in EventFacts['type']]: Extract<EventFacts, { type: Type }> | EventFacts } = {
  opened: opened(),
  rediagnosed: {
    type: 'rediagnosed',
    diagnosis: outage,
    title: because,
    severity: 'major',
    siteIds: [],
    affected: [],
    reason: because,
  },
  reforecast: { type: 'reforecast', forecast: fading, title: because },
  withdrawn: { type: 'withdrawn', reason: because },
  affected_grew: { type: 'affected_grew', affected: ['cam-1'], siteIds: [] },
  report_attached: { type: 'report_attached', reportId: id, source: 'citizen' },
  picture_kept: {
    type: 'picture_kept',
    number: 1,
    element: 'cam-1',
    fault: 'black',
    takenAt: start,
    sha256: '0'.repeat(64),
  },
  joined: { type: 'joined', into: id, reason: because },
  took_over: { type: 'took_over', from: id, reason: because },
  split_off: { type: 'split_off', into: id, affected: ['cam-1', 'cam-2'], reason: because },
  split_from: { type: 'split_from', from: id, reason: because },
  dispatched: { type: 'dispatched', party: 'city-power', contact: 'li-wei', reason: because },
  informed: { type: 'informed', contact: 'li-wei', channel: 'email', receipt: 'delivered' },
  escalated: { type: 'escalated', contact: 'wang-fang', step: 1, clock: 'accepted' },
  accepted: { type: 'accepted', contact: 'li-wei' },
  declined: { type: 'declined', contact: 'li-wei' },
  departed: { type: 'departed', contact: 'li-wei' },
  arrived: { type: 'arrived', contact: 'li-wei', distanceMetres: 12, accepted: true },
  fix_claimed: { type: 'fix_claimed', contact: 'li-wei', found: 'breaker_trip' },
  cause_found: {
    type: 'cause_found',
    cause: { outcome: 'fault', faultClass: 'camera_dead', faultPoint: 'cam-1', party: 'north-upkeep' },
  },
  fix_refuted: { type: 'fix_refuted', reason: because, stillBad: ['cam-1'] },
  verified: { type: 'verified', solvedAt: minute(1), by: 'measurement' },
  evaluated: { type: 'evaluated', score: 4 },
  closed: { type: 'closed' },
  reopened: { type: 'reopened', reason: because },
  suspended: { type: 'suspended', reason: 'access_denied', approver: 'user:sunjie' },
  held_for_maintenance: {
    type: 'held_for_maintenance',
    maintenance: id,
    until: start,
    approver: 'wang-fang',
  },
  released_from_maintenance: { type: 'released_from_maintenance', maintenance: id },
  resumed: { type: 'resumed' },
  spare_requested: { type: 'spare_requested', contact: 'li-wei' },
  waiting_spare: { type: 'waiting_spare', approver: 'user:sunjie' },
  cancelled: { type: 'cancelled' },
  noted: { type: 'noted' },
};

describe('an event in words', () => {
  test.each(Object.entries(all))('"%s" is a sentence in both languages', (_type, facts) => {
    const said = text(facts);
    expect(localizedText.safeParse(said).success).toBe(true);
    expect(`${said.en}${said.zh}`).not.toMatch(/undefined|null|\[object|_/);
    expect(said.zh).toMatch(/\p{Script=Han}/u);
  });

  test('a moment is written as people there write it', () => {
    const solvedAt = '2026-11-27T16:26:34.151Z';
    expect(text({ type: 'verified', solvedAt, by: 'measurement' }).zh).toBe('测量验证通过；恢复于 2026-11-28 00:26');
    expect(text({ type: 'verified', solvedAt, by: 'operator' }).en).toBe(
      'Verified by the operator; fixed at 2026-11-28 00:26',
    );
    const held = { type: 'held_for_maintenance', maintenance: id, until: solvedAt, approver: 'wang-fang' } as const;
    expect(text(held).en).toContain('until 2026-11-28 00:26,');
  });

  test('an arrival says how far away it was, or that nobody knows', () => {
    const arrived = { type: 'arrived' as const, contact: 'li-wei' };
    expect(text({ ...arrived, distanceMetres: null, accepted: true }).en).toBe('Li Wei arrived (no position given)');
    expect(text({ ...arrived, distanceMetres: 900, accepted: false }).en).toBe(
      'Li Wei is 900 m from the site: not counted as arrived',
    );
  });

  test('a dispatch to a party without anybody on duty names the party', () => {
    expect(text({ type: 'dispatched', party: 'city-power', contact: null, reason: because }).zh).toBe(
      '派单给市供电公司：原因',
    );
  });
});
