import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { slaReport as shape } from '@roundsman/contract/slaReport.ts';
import { slaReport } from './slaReport.ts';
import {
  acceptedStory,
  dispatchedStory,
  inventory,
  liWei,
  minute,
  operator,
  recoveredAt,
  Story,
} from './workOrder.fixture.ts';

const interval = { from: minute(0), to: minute(1440) };
const report = (stories: Story[], minutes = 2000, more = {}) =>
  slaReport(
    stories.map(({ events }) => events),
    { ...interval, ...more },
    inventory,
    minute(minutes),
  );
const solvedAfter = (minutes: number): Story => {
  const story = acceptedStory();
  story.does(liWei, 'arrive', Math.min(minutes, 100));
  story.finds(recoveredAt(minutes), minutes + 1);
  return story;
};
const lineOf = (stories: Story[], clock: string, minutes?: number) =>
  report(stories, minutes).lines.find((line) => line.clock === clock);

describe('the report of a contract', () => {
  test('an order that is open and overdue counts as breached', () => {
    expect(lineOf([acceptedStory(), solvedAfter(60)], 'solved')).toMatchObject({
      orders: 2,
      met: 1,
      breached: 1,
      running: 0,
      complianceRatio: 0.5,
    });
  });

  test('where nothing was due there is no ratio, rather than a perfect one', () => {
    expect(lineOf([acceptedStory()], 'solved', 10)).toMatchObject({ orders: 1, running: 1, complianceRatio: null });
    expect(lineOf([acceptedStory()], 'substituted')).toMatchObject({ orders: 0, complianceRatio: null });
  });

  test('an excluded order is shown and does not count', () => {
    const story = acceptedStory();
    story.does(operator, 'suspend', 10, { reason: 'natural_disaster' });
    expect(lineOf([story, solvedAfter(60)], 'solved')).toMatchObject({
      orders: 2,
      met: 1,
      excluded: 1,
      complianceRatio: 1,
    });
  });

  test('a joined order is not counted a second time', () => {
    const story = dispatchedStory();
    story.finds({ type: 'joined', into: '00000000-0000-4000-8000-000000000001', reason: { en: 'same', zh: '同' } }, 1);
    expect(lineOf([story], 'accepted')).toMatchObject({ orders: 0 });
  });

  test('median and 90th percentile are of what was reached, late or not', () => {
    const stories = [10, 20, 30, 40, 50, 60, 70, 80, 90, 300].map(solvedAfter);
    expect(lineOf(stories, 'solved')).toMatchObject({
      met: 9,
      breached: 1,
      medianSeconds: 55 * 60,
      p90Seconds: 90 * 60,
    });
  });

  test('orders are those opened in the interval, its end not included', () => {
    expect(report([acceptedStory()], 2000, { from: minute(1) }).lines).toEqual([]);
    expect(report([acceptedStory()], 2000, { from: minute(-10), to: minute(0) }).lines).toEqual([]);
  });

  test('an order counts for the party that has it; one that nobody was asked for is listed apart', () => {
    const { lines } = report([acceptedStory(), new Story()]);
    expect([...new Set(lines.map(({ party, partyName }) => `${String(party)} ${partyName.en}`))]).toEqual([
      'null Not dispatched',
      'city-power City Power',
    ]);
    expect(report([acceptedStory(), new Story()], 2000, { party: 'north-upkeep' }).lines).toEqual([]);
  });

  test('whatever the orders, each is counted once and the shape is that of the contract', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 4, max: 400 }), { maxLength: 12 }), (minutes) => {
        const result = report(minutes.map(solvedAfter));
        expect(shape.omit({ diagnosis: true }).safeParse(result).success).toBe(true);
        for (const line of result.lines) {
          expect(line.met + line.breached + line.running + line.excluded).toBe(line.orders);
          expect(line.p90Seconds ?? 0).toBeGreaterThanOrEqual(line.medianSeconds ?? 0);
        }
      }),
      { numRuns: 30 },
    );
  });
});
