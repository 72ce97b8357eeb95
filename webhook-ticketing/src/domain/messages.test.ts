import { describe, expect, test } from '@jest/globals';
import { writeMessage, type MessageKind } from './messages.ts';
import { acceptedStory, dispatchedStory, inventory, liWei, minute, opened, type Story } from './workOrder.fixture.ts';

const url = 'https://tickets.example.org/orders/1';
const written = (story: Story, kind: MessageKind, contact: string, minutes = 1) =>
  writeMessage(
    kind,
    { state: story.state, clocks: story.clocks(minutes), inventory, url, now: minute(minutes) },
    contact,
  );

describe('what a person is told', () => {
  test('says to an engineer who, what, where, why, since when, how much, until when, and one link', () => {
    const message = written(dispatchedStory(), { kind: 'dispatched' }, 'li-wei');
    expect(message.subject).toBe('[Critical] WO-20261122-0001 Area mains outage: Feeder 1 (2 sites)');
    expect(message.body).toBe(
      [
        'This work order is yours to accept.',
        '',
        'Area mains outage: Feeder 1 (2 sites)',
        'To: Li Wei (City Power)',
        'Where: Renmin Road, 12 Renmin Road and 1 more',
        'Why: 3 UPSes lost mains within 10 s; a weak hint (93 %)',
        'Since: 2026-11-22 15:59 (Asia/Shanghai)',
        'Affected: 2 cameras, 3 devices in all',
        'Due: Accept by 2026-11-22 16:05; Be on site by 2026-11-22 18:00; Solve by 2026-11-22 20:00',
        'Check first: Is the street dark?',
        'Remedy: Power company restores the feeder; generator where it takes long.',
        '',
        url,
      ].join('\n'),
    );
  });

  test('is written in the language of the reader', () => {
    const message = written(dispatchedStory(), { kind: 'escalated' }, 'wang-fang');
    expect(message.language).toBe('zh');
    expect(message.subject).toBe('[紧急] WO-20261122-0001 片区市电停电：1号馈线（2 个点位）');
    expect(message.body).toContain('地点：人民路，人民路12号等 2 处');
    expect(message.body).not.toMatch(/Where|undefined|null/);
  });

  test('fits into one line that ends with the link, however long the title', () => {
    const long = 'Area mains outage '.repeat(20).trim();
    const first = opened();
    const story = dispatchedStory(first.type === 'opened' ? { ...first, title: { en: long, zh: long } } : first);
    const { line } = written(story, { kind: 'dispatched' }, 'li-wei');
    expect(line.endsWith(` Accept by 2026-11-22 16:05. ${url}`)).toBe(true);
    expect(line).not.toContain('\n');
    expect(line.length - url.length).toBeLessThan(160);
  });

  test('a fix that is none comes back with the reason first', () => {
    const story = acceptedStory();
    story.does(liWei, 'claim_fix', 30);
    story.finds(
      {
        type: 'fix_refuted',
        reason: { en: 'Camera 1: No video arrives.', zh: '1号摄像机：无视频。' },
        stillBad: ['cam-1'],
      },
      33,
    );
    expect(written(story, { kind: 'sent_back' }, 'li-wei', 33).body).toMatch(
      /^Sent back: the fault is not gone\. Camera 1: No video arrives\./,
    );
  });

  test('urging tells a deadline that is near from one that is missed', () => {
    const story = acceptedStory();
    const kind = { kind: 'urged', clock: 'on_site' } as const;
    expect(written(story, kind, 'li-wei', 90).line).toContain(
      'Time runs out: "Be on site" is due at 2026-11-22 18:00.',
    );
    expect(written(story, kind, 'li-wei', 121).line).toContain('Overdue: "Be on site" was due at 2026-11-22 18:00.');
  });

  test('the end of an order is told without deadlines', () => {
    const message = written(acceptedStory(), { kind: 'closed' }, 'li-wei');
    expect(`${message.body}${message.line}`).not.toContain(' by 2026');
  });

  test('somebody who has left the inventory is still written to', () => {
    expect(written(dispatchedStory(), { kind: 'dispatched' }, 'gone').body).toContain('负责人：gone');
  });

  test('an order without a diagnosis or a site says nothing in their place', () => {
    const first = opened(null, 'citizen');
    const story = dispatchedStory(first.type === 'opened' ? { ...first, siteIds: [], affected: [] } : first);
    const { body } = written(story, { kind: 'dispatched' }, 'li-wei');
    expect(body).not.toMatch(/Where|Why|Affected|Check|Remedy/);
  });
});
