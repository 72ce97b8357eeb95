import { describe, expect, test } from '@jest/globals';
import { tracking } from '@roundsman/contract/faultReport.ts';
import { outcomeOf, trackingOf } from './tracking.ts';
import { acceptedStory, firesAgain, liWei, minute, operator, recoveredAt, start, Story } from './workOrder.fixture.ts';

const tracked = (story: Story, receivedAt = start) =>
  trackingOf(story.events, { number: 'WO-20261122-0001', receivedAt }, '12345');
const steps = (story: Story, receivedAt = start) => tracked(story, receivedAt).history.map(({ step }) => step);

function repaired(): Story {
  const story = acceptedStory();
  story.does(liWei, 'depart', 5);
  story.does(liWei, 'arrive', 30, {
    position: { latitude: 31.2304, longitude: 121.4737, accuracyMetres: 10 },
    note: 'secret',
  });
  story.does(liWei, 'claim_fix', 60);
  story.finds(recoveredAt(60), 62);
  return story;
}

describe('what a reporter sees', () => {
  test('nothing of who, where, why or in which words', () => {
    const said = JSON.stringify(tracked(repaired()));
    for (const secret of ['li-wei', 'Li Wei', 'city-power', 'secret', 'feeder', '31.23', 'UPS', 'renmin']) {
      expect(said).not.toContain(secret);
    }
    expect(tracking.safeParse(tracked(repaired())).success).toBe(true);
  });

  test('every step from the receipt to the end, and what came of it', () => {
    const story = repaired();
    story.does(operator, 'evaluate', 70);
    story.does(operator, 'close', 71);
    expect(steps(story)).toEqual([
      'received',
      'assigned',
      'on_the_way',
      'on_site',
      'being_checked',
      'solved',
      'closed',
    ]);
    expect(tracked(story)).toMatchObject({
      step: 'closed',
      outcome: { zh: '已恢复正常，并经测量确认。' },
      hotline: '12345',
    });
  });

  test('a report that joined an order under way begins where that stands', () => {
    const story = repaired();
    expect(tracked(story, minute(40)).history).toEqual([
      { step: 'received', at: minute(40) },
      { step: 'on_site', at: minute(40) },
      { step: 'being_checked', at: minute(60) },
      { step: 'solved', at: minute(62) },
    ]);
  });

  test('a fault that comes back takes the outcome back', () => {
    const story = repaired();
    story.finds(firesAgain, 100);
    expect(tracked(story)).toMatchObject({ step: 'assigned', outcome: null });
  });

  test('time never runs backwards, though a phone reported late', () => {
    const story = new Story();
    story.does(operator, 'dispatch', 2);
    story.does(liWei, 'accept', 3);
    story.does(liWei, 'arrive', 50, { occurred: 1 });
    const times = tracked(story).history.map(({ at }) => Date.parse(at));
    expect([...times].sort((one, other) => one - other)).toEqual(times);
  });

  test('a cancelled order says that no repair was needed', () => {
    const story = acceptedStory();
    story.does(operator, 'cancel', 10);
    expect(outcomeOf(story.events)?.en).toBe('It was checked; no repair was needed.');
  });
});
