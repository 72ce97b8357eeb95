import { describe, expect, test } from '@jest/globals';
import { chooseDispatch } from './dispatch.ts';
import { escalationSteps } from './escalation.ts';
import { slaReport } from './slaReport.ts';
import { dispatchedStory, fading, foreseen, inventory, liWei, minute, opened, Story } from './workOrder.fixture.ts';
import { isWorkingTime } from './workingHours.ts';

const withdrawn = { type: 'withdrawn', reason: { en: 'It rose again.', zh: '已回升。' } } as const;
const days = 1440;

describe('a preventive order', () => {
  test('has no clock of the customer: only the date by which the work is to be done', () => {
    const clocks = dispatchedStory(foreseen).clocks(600);
    expect(clocks.filter(({ state }) => state !== 'not_applicable')).toEqual([
      expect.objectContaining({ name: 'solved', state: 'running', dueAt: fading.dueAt }),
    ]);
  });

  test('follows its date when the forecast moves', () => {
    const story = dispatchedStory(foreseen);
    const sooner = { ...fading, dueAt: minute(10 * days) };
    story.finds({ type: 'reforecast', forecast: sooner, title: { en: 'Sooner', zh: '提前' } }, 5);
    expect(story.clock('solved', 10)).toMatchObject({ dueAt: minute(10 * days), state: 'running' });
    expect(story.clock('solved', 11 * days).state).toBe('breached');
    expect(story.state).toMatchObject({ forecast: sooner, title: { en: 'Sooner' } });
  });

  test('asks nobody a second time to accept it, and speaks of its date in working hours only', () => {
    const story = dispatchedStory(foreseen);
    const steps = escalationSteps(story.state, story.clocks(1), inventory, minute(1));
    expect(steps.map(({ clock }) => clock)).toEqual(['solved', 'solved']);
    for (const { dueAt } of steps) expect(isWorkingTime(dueAt, 'Asia/Shanghai')).toBe(true);
    const late = escalationSteps(story.state, story.clocks(30 * days), inventory, minute(30 * days));
    expect(late.map(({ step }) => step)).toEqual([2]);
  });

  test('goes to the party that answers for what wears', () => {
    const chosen = chooseDispatch({ diagnosis: null, forecast: fading, siteIds: ['renmin'] }, inventory, minute(0));
    expect(chosen).toMatchObject({ party: 'city-power' });
  });

  test('is withdrawn with the reason while nobody has accepted it, and never from under somebody', () => {
    const waiting = dispatchedStory(foreseen);
    waiting.finds(withdrawn, 60);
    expect(waiting.state.state).toBe('cancelled');
    expect(waiting.clock('solved', 61).state).toBe('excluded');

    const accepted = dispatchedStory(foreseen);
    accepted.does(liWei, 'accept', 3);
    expect(accepted.finds(withdrawn, 60)).toMatchObject({ rejected: 'command_not_possible' });
    expect(accepted.state.state).toBe('accepted');
  });

  test('is not a thing that an order about a fault can become', () => {
    const fault = new Story(opened());
    expect(fault.finds(withdrawn, 1)).toMatchObject({ rejected: 'command_not_possible' });
    const moved = { type: 'reforecast', forecast: fading, title: { en: '', zh: '' } } as const;
    expect(fault.finds(moved, 1)).toMatchObject({ rejected: 'command_not_possible' });
  });

  test('counts in no report on faults', () => {
    const interval = { from: minute(-1), to: minute(10), inventory };
    const { lines } = slaReport([dispatchedStory(foreseen).events], interval, inventory, minute(40 * days));
    expect(lines).toEqual([]);
  });
});
