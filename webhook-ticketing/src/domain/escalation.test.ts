import { describe, expect, test } from '@jest/globals';
import { escalationsDue, escalationSteps, nextEscalationAt, type EscalationStep } from './escalation.ts';
import {
  acceptedStory,
  dispatchedStory,
  firesAgain,
  inventory,
  liWei,
  minute,
  operator,
  recoveredAt,
  wangFang,
  Story,
} from './workOrder.fixture.ts';

const steps = (story: Story, minutes: number): EscalationStep[] =>
  escalationSteps(story.state, story.clocks(minutes), inventory, minute(minutes));
const due = (story: Story, minutes: number) =>
  escalationsDue(steps(story, minutes), minute(minutes)).map(({ clock, step, contacts }) => [clock, step, contacts]);
const tell = (story: Story, clock: 'accepted' | 'on_site' | 'solved', step: number, contact: string, minutes: number) =>
  story.finds({ type: 'escalated', clock, step, contact }, minutes);

describe('nobody accepts', () => {
  test('the next one of the list is told after 5 minutes and then the control room', () => {
    const story = dispatchedStory();
    expect(due(story, 4.9)).toEqual([]);
    expect(nextEscalationAt(steps(story, 1))).toBe(minute(5));
    expect(due(story, 5)).toEqual([['accepted', 1, ['wang-fang']]]);
    tell(story, 'accepted', 1, 'wang-fang', 5);
    expect(due(story, 9.9)).toEqual([]);
    expect(due(story, 10)).toEqual([['accepted', 2, ['sun-jie']]]);
  });

  test('steps that were missed while the service was down are all due at once', () => {
    expect(due(dispatchedStory(), 30)).toEqual([
      ['accepted', 1, ['wang-fang']],
      ['accepted', 2, ['sun-jie']],
    ]);
  });

  test('when the one who was asked declines, the next one is told at once', () => {
    const story = dispatchedStory();
    story.does(liWei, 'decline', 2);
    expect(due(story, 2)).toEqual([['accepted', 1, ['wang-fang']]]);
    tell(story, 'accepted', 1, 'wang-fang', 2);
    expect(due(story, 6)).toEqual([]);
    story.does(wangFang, 'decline', 6);
    expect(due(story, 6)).toEqual([['accepted', 2, ['sun-jie']]]);
  });

  test('whoever has declined is not told again', () => {
    const story = dispatchedStory();
    story.does(wangFang, 'decline', 2);
    expect(due(story, 5)).toEqual([['accepted', 2, ['sun-jie']]]);
  });

  test('a new dispatch begins a new ladder', () => {
    const story = dispatchedStory();
    tell(story, 'accepted', 1, 'wang-fang', 5);
    story.does(operator, 'dispatch', 8, { party: 'north-upkeep' });
    expect(due(story, 12.9)).toEqual([]);
    expect(due(story, 13)).toEqual([['accepted', 1, ['qian-lin']]]);
  });

  test('an order that was dispatched to nobody is put before the control room', () => {
    expect(due(new Story(), 5)).toEqual([['accepted', 1, ['sun-jie']]]);
  });

  test('where everybody of the list was told with the dispatch the control room is next', () => {
    const story = new Story();
    const reason = { en: 'nobody on duty', zh: '无人值班' };
    story.finds({ type: 'dispatched', party: 'city-power', contact: null, reason }, 0);
    expect(due(story, 5)).toEqual([['accepted', 1, ['sun-jie']]]);
  });

  test('acceptance, suspension and recovery end it', () => {
    const accepted = dispatchedStory();
    accepted.does(liWei, 'accept', 4);
    expect(due(accepted, 60)).toEqual([]);
    const suspended = dispatchedStory();
    suspended.does(operator, 'suspend', 4);
    expect(steps(suspended, 60)).toEqual([]);
    const recovered = dispatchedStory();
    recovered.finds(recoveredAt(3), 4);
    expect(steps(recovered, 60)).toEqual([]);
  });

  test('an order that nobody had accepted begins the ladder anew when it is reopened', () => {
    const story = dispatchedStory();
    story.finds(recoveredAt(3), 4);
    story.finds(firesAgain, 100);
    expect(due(story, 104)).toEqual([]);
    expect(due(story, 105)).toEqual([['accepted', 1, ['wang-fang']]]);
  });
});

describe('a deadline', () => {
  const everybody = ['li-wei', 'wang-fang', 'sun-jie'];

  test('is at risk after three quarters of its time and missed at its end; each is told once', () => {
    const story = acceptedStory();
    expect(due(story, 89)).toEqual([]);
    expect(due(story, 90)).toEqual([['on_site', 1, everybody]]);
    tell(story, 'on_site', 1, 'li-wei', 90);
    expect(due(story, 119)).toEqual([]);
    expect(nextEscalationAt(steps(story, 100))).toBe(minute(120));
    expect(due(story, 120.5)).toEqual([['on_site', 2, everybody]]);
    tell(story, 'on_site', 2, 'li-wei', 120.5);
    expect(due(story, 150)).toEqual([]);
  });

  test('that was missed while the service was down is told as missed, not as at risk', () => {
    expect(due(acceptedStory(), 125)).toEqual([['on_site', 2, everybody]]);
  });

  test('moves with the time for which the order was suspended', () => {
    const story = acceptedStory();
    story.does(operator, 'suspend', 10);
    story.does(operator, 'resume', 70);
    expect(nextEscalationAt(steps(story, 80))).toBe(minute(150));
  });

  test('to be on site is not asked while a fix from afar is being checked', () => {
    const story = acceptedStory();
    story.does(liWei, 'claim_fix', 60);
    expect(steps(story, 100).map(({ clock }) => clock)).toEqual(['solved', 'solved']);
  });

  test('that was missed before a reopening is told again after it', () => {
    const story = acceptedStory();
    story.does(liWei, 'arrive', 20);
    tell(story, 'solved', 1, 'li-wei', 180);
    story.finds(recoveredAt(200), 201);
    story.finds(firesAgain, 300);
    expect(due(story, 301)).toEqual([['solved', 1, everybody]]);
  });
});
