import { describe, expect, test } from '@jest/globals';
import { replay } from './workOrder.ts';
import {
  acceptedStory,
  dispatchedStory,
  dispatchedToLiWei,
  firesAgain,
  informedLiWei,
  liWei,
  minute,
  operator,
  outage,
  recoveredAt,
  Story,
} from './workOrder.fixture.ts';

const refuted = {
  type: 'fix_refuted' as const,
  reason: { en: 'still bad', zh: '未恢复' },
  stillBad: ['cam-1'],
};
const joined = {
  type: 'joined' as const,
  into: '00000000-0000-4000-8000-000000000001',
  reason: { en: 'same cause', zh: '同因' },
};

describe('what the service records of an order', () => {
  test('a record that does not begin with the opening is a bug', () => {
    expect(() => replay([])).toThrow('begins with "opened"');
    expect(() => replay(acceptedStory().events.slice(1))).toThrow('begins with "opened"');
  });

  test('a finding that comes too late for the order is refused and not recorded', () => {
    const cancelled = acceptedStory();
    cancelled.does(operator, 'cancel', 10);
    const { length } = cancelled.events;
    for (const late of [recoveredAt(9), refuted, firesAgain, joined, dispatchedToLiWei]) {
      expect(cancelled.finds(late, 11)).toMatchObject({ rejected: 'command_not_possible' });
    }
    expect(cancelled.events).toHaveLength(length);
  });

  test("the channel's receipt is recorded even when all is over", () => {
    const story = dispatchedStory();
    story.does(operator, 'cancel', 10);
    expect(story.finds(informedLiWei, 11)).toHaveProperty('ok.length', 1);
  });

  test('only a claimed fix is refuted, and only a recovered order fires again', () => {
    const story = acceptedStory();
    expect(story.finds(refuted, 5)).toMatchObject({ rejected: 'command_not_possible' });
    expect(story.finds(firesAgain, 5)).toMatchObject({ rejected: 'command_not_possible' });
  });

  test('nobody is sent to an order that stands still, is being checked or has recovered', () => {
    const elsewhere = { ...dispatchedToLiWei, contact: 'wang-fang' };
    const suspended = acceptedStory();
    suspended.does(operator, 'suspend', 5);
    const claimed = acceptedStory();
    claimed.does(liWei, 'claim_fix', 5);
    const recovered = acceptedStory();
    recovered.finds(recoveredAt(5), 6);
    for (const story of [suspended, claimed, recovered]) {
      expect(story.finds(elsewhere, 10)).toMatchObject({ rejected: 'command_not_possible' });
    }
  });

  test('a finding that the order holds already adds nothing', () => {
    const story = dispatchedStory();
    const { length } = story.events;
    story.finds(dispatchedToLiWei, 1);
    story.finds({ type: 'affected_grew', affected: ['cam-1'], siteIds: ['renmin'] }, 1);
    story.finds(joined, 2);
    story.finds(joined, 3);
    expect(story.events).toHaveLength(length + 1);
    expect(story.state).toMatchObject({ state: 'joined', joinedTo: joined.into });
  });

  test('elements that suffer too are added once, and reports counted', () => {
    const story = new Story();
    story.finds({ type: 'affected_grew', affected: ['cam-2', 'cam-9'], siteIds: ['station', 'park'] }, 1);
    story.finds({ type: 'report_attached', reportId: '00000000-0000-4000-8000-000000000002', source: 'citizen' }, 2);
    expect(story.state).toMatchObject({
      affected: ['cam-1', 'cam-2', 'sw-1', 'cam-9'],
      siteIds: ['renmin', 'station', 'park'],
      reports: 1,
    });
  });

  test('a changed verdict replaces what the order says of its cause and leaves its clocks and people alone', () => {
    const story = acceptedStory();
    const title = { en: 'Service drop dead', zh: '进户线断电' };
    story.finds(
      {
        type: 'rediagnosed',
        diagnosis: { ...outage, faultClass: 'service_drop' },
        title,
        severity: 'major',
        siteIds: ['renmin'],
        affected: ['cam-1'],
        reason: { en: 'the neighbours live', zh: '相邻点位正常' },
      },
      8,
    );
    expect(story.state).toMatchObject({ title, severity: 'major', state: 'accepted', holder: { contact: 'li-wei' } });
    expect(story.clock('solved', 10)).toMatchObject({ startedAt: minute(0) });
  });
});
