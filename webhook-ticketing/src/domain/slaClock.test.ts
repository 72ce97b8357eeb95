import { describe, expect, test } from '@jest/globals';
import { nextClock, slaClocks } from './slaClock.ts';
import {
  acceptedStory,
  dispatchedStory,
  firesAgain,
  liWei,
  minute,
  opened,
  operator,
  recoveredAt,
  start,
  Story,
} from './workOrder.fixture.ts';

const stateOf = (story: Story, minutes: number) =>
  Object.fromEntries(story.clocks(minutes).map(({ name, state }) => [name, state]));

describe('from the opening on', () => {
  test('an order of which nobody hears is overdue to inform after 2 and to accept after 5 minutes', () => {
    const story = new Story();
    expect(stateOf(story, 2)).toMatchObject({ informed: 'running', accepted: 'running' });
    expect(stateOf(story, 2.01)).toMatchObject({ informed: 'breached', accepted: 'running' });
    expect(stateOf(story, 5.01)).toEqual({
      informed: 'breached',
      accepted: 'breached',
      on_site: 'running',
      solved: 'running',
      substituted: 'not_applicable',
    });
  });

  test('a milestone that is reached too late stays breached and shows when it was reached', () => {
    const story = dispatchedStory();
    story.does(liWei, 'accept', 7);
    expect(story.clock('accepted', 60)).toMatchObject({
      state: 'breached',
      metAt: minute(7),
      dueAt: minute(5),
      elapsedSeconds: 420,
    });
  });

  test('whoever accepts has been informed, though no receipt ever came', () => {
    const story = new Story();
    story.does(operator, 'dispatch', 0);
    story.does(liWei, 'accept', 1);
    expect(story.clock('informed', 60)).toMatchObject({ state: 'met', metAt: minute(1) });
  });

  test('the whole way in time meets every clock, with the time that each took', () => {
    const story = acceptedStory();
    story.does(liWei, 'arrive', 50);
    story.does(liWei, 'claim_fix', 90);
    story.finds(recoveredAt(88), 91);
    const taken = story.clocks(10_000).map(({ name, state, elapsedSeconds }) => [name, state, elapsedSeconds]);
    expect(taken.slice(0, 4)).toEqual([
      ['informed', 'met', 30],
      ['accepted', 'met', 180],
      ['on_site', 'met', 3000],
      ['solved', 'met', 5280],
    ]);
  });

  test('an arrival that is too far from the site meets nothing', () => {
    const story = acceptedStory();
    story.does(liWei, 'arrive', 50, { position: { latitude: 31.3, longitude: 121.6, accuracyMetres: 20 } });
    expect(story.clock('on_site', 51)).toMatchObject({ state: 'running', metAt: null });
  });
});

describe('what a phone reports late', () => {
  test('counts from when it happened, and turns an overdue clock into a met one', () => {
    const story = acceptedStory();
    expect(story.clock('on_site', 130).state).toBe('breached');
    story.does(liWei, 'arrive', 131, { occurred: 110 });
    expect(story.clock('on_site', 131)).toMatchObject({ state: 'met', metAt: minute(110) });
    expect(story.events.at(-1)).toMatchObject({ at: minute(110), recordedAt: minute(131) });
  });

  test('a moment before the milestone before it is not believed: the recording counts', () => {
    const story = acceptedStory();
    story.does(liWei, 'arrive', 130, { occurred: 1 });
    expect(story.clock('on_site', 130)).toMatchObject({ state: 'breached', metAt: minute(130) });
  });

  test('an arrival before a recovery that was verified first counts', () => {
    const story = acceptedStory();
    story.finds(recoveredAt(125), 126);
    expect(story.clock('on_site', 127).state).toBe('breached');
    story.does(liWei, 'arrive', 128, { occurred: 100 });
    expect(story.clock('on_site', 129)).toMatchObject({ state: 'met', metAt: minute(100) });
    expect(story.state.state).toBe('verified');
  });

  test('an arrival before a suspension that was recorded first counts whole', () => {
    const story = acceptedStory();
    story.does(operator, 'suspend', 60);
    story.does(liWei, 'arrive', 70, { occurred: 50 });
    expect(story.clock('on_site', 80)).toMatchObject({ state: 'met', elapsedSeconds: 3000 });
  });
});

describe('suspension', () => {
  test('stops the clocks to come and to solve, and never those to inform and accept', () => {
    const story = dispatchedStory();
    story.does(operator, 'suspend', 1);
    expect(stateOf(story, 30)).toMatchObject({ accepted: 'breached', on_site: 'suspended', solved: 'suspended' });
    expect(story.clock('on_site', 30)).toMatchObject({ dueAt: null, elapsedSeconds: 60 });
  });

  test('a suspended clock resumes with its remaining budget', () => {
    const story = acceptedStory();
    story.does(operator, 'suspend', 10);
    story.does(operator, 'resume', 70);
    expect(story.clock('on_site', 80)).toMatchObject({ state: 'running', dueAt: minute(180), elapsedSeconds: 1200 });
  });

  test('nothing that was overdue before is undone', () => {
    const story = acceptedStory();
    story.does(operator, 'suspend', 121);
    expect(stateOf(story, 130)).toMatchObject({ on_site: 'breached', solved: 'suspended' });
  });

  test('a natural disaster excludes what it stopped, also after it is over', () => {
    const story = acceptedStory();
    story.does(operator, 'suspend', 130, { reason: 'natural_disaster' });
    story.does(operator, 'resume', 1000);
    expect(stateOf(story, 2000)).toMatchObject({ on_site: 'breached', solved: 'excluded', accepted: 'met' });
  });

  test('a fix that is claimed during a suspension sets the clock going again', () => {
    const story = acceptedStory();
    story.does(operator, 'suspend', 10);
    story.does(liWei, 'claim_fix', 40);
    expect(story.clock('solved', 60)).toMatchObject({ state: 'running', elapsedSeconds: 1800 });
  });
});

describe('solved', () => {
  test('a claim stops nothing: the first healthy sample of a verified recovery does', () => {
    const story = acceptedStory();
    story.does(liWei, 'claim_fix', 200);
    expect(story.clock('solved', 241).state).toBe('breached');
    story.finds(recoveredAt(239), 242);
    expect(story.clock('solved', 242)).toMatchObject({ state: 'met', metAt: minute(239) });
  });

  test('after a reopening the clock goes on with the time used before; the healthy time does not count', () => {
    const story = acceptedStory();
    story.finds(recoveredAt(180), 182);
    story.finds(firesAgain, 600);
    expect(story.clock('solved', 610)).toMatchObject({
      state: 'running',
      metAt: null,
      elapsedSeconds: 190 * 60,
      dueAt: minute(660),
    });
    story.finds(recoveredAt(650), 652);
    expect(story.clock('solved', 700)).toMatchObject({ state: 'met', metAt: minute(650), elapsedSeconds: 230 * 60 });
  });

  test('a second recovery cannot have begun before the fault came back', () => {
    const story = acceptedStory();
    story.finds(recoveredAt(100), 101);
    story.finds(firesAgain, 200);
    story.finds(recoveredAt(150), 210);
    expect(story.clock('solved', 300)).toMatchObject({ metAt: minute(200), elapsedSeconds: 6000 });
  });

  test('a recovery before anybody had to come leaves the clocks for that not applicable', () => {
    const story = dispatchedStory();
    story.finds(recoveredAt(2), 3);
    expect(stateOf(story, 500)).toEqual({
      informed: 'met',
      accepted: 'not_applicable',
      on_site: 'not_applicable',
      solved: 'met',
      substituted: 'not_applicable',
    });
  });

  test('a recovery after nobody had come in time leaves that breached', () => {
    const story = acceptedStory();
    story.finds(recoveredAt(150), 151);
    expect(stateOf(story, 500)).toMatchObject({ on_site: 'breached', solved: 'met' });
  });

  test('an approved wait for a spare puts 48 h for a substitute in place of 4 h to solve', () => {
    const story = acceptedStory();
    story.does(liWei, 'wait_for_spare', 10);
    expect(story.clock('solved', 20).state).toBe('running');
    story.does(operator, 'wait_for_spare', 30);
    expect(stateOf(story, 500)).toMatchObject({ solved: 'not_applicable', substituted: 'running' });
    expect(story.clock('substituted', 500).dueAt).toBe(minute(2880));
    story.finds(recoveredAt(2000), 2001);
    expect(stateOf(story, 5000)).toMatchObject({ solved: 'not_applicable', substituted: 'met' });
  });

  test('a wait that is approved after the 4 h are over does not undo the breach', () => {
    const story = acceptedStory();
    story.does(operator, 'wait_for_spare', 241);
    expect(stateOf(story, 300)).toMatchObject({ solved: 'breached', substituted: 'running' });
  });
});

describe('orders that end aside', () => {
  test('of a cancelled order what was breached stays breached and the rest is excluded', () => {
    const story = dispatchedStory();
    story.does(operator, 'cancel', 20);
    expect(stateOf(story, 1000)).toMatchObject({
      informed: 'met',
      accepted: 'breached',
      on_site: 'excluded',
      solved: 'excluded',
    });
  });

  test('a joined order has no clock: the order that it joined carries them', () => {
    const story = dispatchedStory();
    story.finds(
      { type: 'joined', into: '00000000-0000-4000-8000-000000000001', reason: { en: 'same cause', zh: '同因' } },
      9,
    );
    expect(new Set(Object.values(stateOf(story, 1000)))).toEqual(new Set(['not_applicable']));
  });
});

describe('the clock that runs out next', () => {
  test('is the earliest that is still waited for, overdue ones first', () => {
    const story = acceptedStory();
    expect(nextClock(story.clocks(4), true)?.name).toBe('on_site');
    expect(nextClock(story.clocks(130), true)).toMatchObject({ name: 'on_site', state: 'breached' });
    story.does(liWei, 'arrive', 131);
    expect(nextClock(story.clocks(132), true)?.name).toBe('solved');
  });

  test('is none while all are suspended, or where nothing is in force', () => {
    const story = acceptedStory();
    expect(nextClock(story.clocks(130), false)).toBeNull();
    story.does(operator, 'suspend', 10);
    expect(nextClock(story.clocks(20), true)).toBeNull();
  });
});

describe('time', () => {
  test('the same instants in another spelling give the same clocks', () => {
    const story = acceptedStory();
    const respelt = story.events.map((event) => ({
      ...event,
      at: event.at.replace('.000Z', 'Z'),
      recordedAt: event.recordedAt.replace('.000Z', 'Z'),
    }));
    expect(slaClocks(respelt, minute(30))).toEqual(story.clocks(30));
  });

  test('a change to summer time moves no deadline', () => {
    // Europe/Berlin skips an hour at 2026-03-29T01:00:00Z.
    const story = new Story();
    const [first] = story.events;
    if (!first) throw new Error('no event');
    const opened = '2026-03-29T00:30:00.000Z';
    const clocks = slaClocks([{ ...first, at: opened, recordedAt: opened }], opened);
    expect(clocks.map(({ dueAt }) => dueAt)).toEqual([
      '2026-03-29T00:32:00.000Z',
      '2026-03-29T00:35:00.000Z',
      '2026-03-29T02:30:00.000Z',
      '2026-03-29T04:30:00.000Z',
      null,
    ]);
  });

  test('a reader whose clock is behind the record sees it as of the record', () => {
    const story = acceptedStory();
    expect(slaClocks(story.events, start)).toEqual(story.clocks(3));
  });
});

describe('a fix that an operator confirms', () => {
  test.each([
    ['before the order was there, counts from when the service learnt of it', -500, 200],
    ['on the way back, counts from then', 150, 150],
  ])('and that a phone dates %s', (_what, occurred, counted) => {
    const story = acceptedStory(opened(null, 'citizen'));
    story.does(liWei, 'claim_fix', 200, { occurred });
    story.does(operator, 'evaluate', 230);
    expect(story.clock('solved', 300)).toMatchObject({ state: 'met', metAt: minute(counted) });
  });
});
