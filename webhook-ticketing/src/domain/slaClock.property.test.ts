import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OrderEvent } from '@roundsman/contract/events.ts';
import { clockNames, type CommandName, type SlaClock } from '@roundsman/contract/workOrder.ts';
import { finishedStates } from '@roundsman/contract/vocabulary.ts';
import { millis } from './instant.ts';
import { slaClocks } from './slaClock.ts';
import { overlapOf, reach } from './slaClockIntervals.ts';
import { isRecovered, replay } from './workOrder.ts';
import { allowedCommands } from './workOrderCommands.ts';
import {
  admin,
  dispatchedToLiWei,
  firesAgain,
  informedLiWei,
  liWei,
  manager,
  minute,
  operator,
  recoveredAt,
  Story,
  wangFang,
  zhaoMin,
} from './workOrder.fixture.ts';

const actors = [liWei, wangFang, zhaoMin, operator, manager, admin];
const commands = [
  'dispatch',
  'accept',
  'decline',
  'depart',
  'arrive',
  'claim_fix',
  'record_cause',
  'evaluate',
  'close',
  'reopen',
  'suspend',
  'resume',
  'wait_for_spare',
  'cancel',
  'note',
] as const satisfies readonly CommandName[];

type Step = (story: Story, minutes: number) => unknown;
const refuted = { type: 'fix_refuted' as const, reason: { en: 'bad', zh: '坏' }, stillBad: ['cam-1'] };
const joined = {
  type: 'joined' as const,
  into: '00000000-0000-4000-8000-000000000001',
  reason: { en: 'same', zh: '同' },
};

const human = fc
  .record({
    actor: fc.constantFrom(...actors),
    name: fc.constantFrom(...commands.filter((name) => name !== 'cancel')),
    party: fc.constantFrom('city-power', 'north-upkeep'),
    reason: fc.constantFrom('natural_disaster', 'access_denied'),
    late: fc.integer({ min: 0, max: 90 }),
  })
  .map(
    ({ actor, name, party, reason, late }): Step =>
      (story, minutes) =>
        story.does(actor, name, minutes, {
          ...(late > 60 ? { occurred: minutes - late } : {}),
          ...(name === 'dispatch' ? { party } : {}),
          ...(name === 'suspend' ? { reason } : {}),
        }),
  );
const service = fc.constantFrom<Step>(
  (story, minutes) => story.finds(dispatchedToLiWei, minutes),
  (story, minutes) => story.finds(informedLiWei, minutes),
  (story, minutes) => story.finds(recoveredAt(minutes - 1), minutes),
  (story, minutes) => story.finds(firesAgain, minutes),
  (story, minutes) => story.finds(refuted, minutes),
  (story, minutes) => story.finds({ type: 'escalated', contact: 'zhao-min', clock: 'accepted', step: 1 }, minutes),
);
const ending = fc.constantFrom<Step>(
  (story, minutes) => story.does(operator, 'cancel', minutes),
  (story, minutes) => story.finds(joined, minutes),
);
/** Engineers' way forward is drawn often, or hardly any life would get far. */
const forward = fc.constantFrom<Step>(
  ...(['accept', 'depart', 'arrive', 'claim_fix'] as const).map(
    (name): Step =>
      (story, minutes) =>
        story.does(liWei, name, minutes),
  ),
  ...(['evaluate', 'close', 'resume'] as const).map(
    (name): Step =>
      (story, minutes) =>
        story.does(operator, name, minutes),
  ),
);
const steps = fc.array(
  fc.record({
    gap: fc.constantFrom(0, 0, 1, 7, 45, 200),
    step: fc.oneof(
      { weight: 6, arbitrary: human },
      { weight: 5, arbitrary: service },
      { weight: 6, arbitrary: forward },
      { weight: 1, arbitrary: ending },
    ),
  }),
  { maxLength: 40 },
);

/** Lives through the steps and calls `each` with the story before and after each. */
function live(
  lived: readonly { gap: number; step: Step }[],
  each: (story: Story, minutes: number, before: OrderEvent[]) => void,
): Story {
  const story = new Story();
  let minutes = 0;
  for (const { gap, step } of lived) {
    minutes += gap;
    const before = [...story.events];
    step(story, minutes);
    each(story, minutes, before);
  }
  return story;
}

const named = (clocks: readonly SlaClock[]) => new Map(clocks.map((clock) => [clock.name, clock]));

describe('whatever happens to an order', () => {
  test('there is a way out of every state that is not finished, and finished ones stay', () => {
    fc.assert(
      fc.property(steps, (lived) => {
        live(lived, (story, minutes, before) => {
          const was = replay(before);
          if (was.state === 'joined' || was.state === 'cancelled') expect(story.state.state).toBe(was.state);
          if (was.state === 'closed') expect(['closed', 'reopened']).toContain(story.state.state);
          if (finishedStates.has(story.state.state)) return;
          const possible = actors.flatMap((actor) => allowedCommands(story.state, actor, minute(minutes)));
          expect(possible.some((name) => name !== 'note')).toBe(true);
        });
      }),
      { numRuns: 400 },
    );
  });

  test('whoever has an order is of the party that it counts for, or was told by escalation', () => {
    const partyOf = new Map(actors.map(({ contact, party }) => [contact, party]));
    fc.assert(
      fc.property(steps, (lived) => {
        live(lived, ({ state, events }) => {
          if (!state.holder) return;
          const { contact, party } = state.holder;
          const told = events.some(({ facts }) => facts.type === 'escalated' && facts.contact === contact);
          if (!told) expect(party).toBe(partyOf.get(contact));
        });
      }),
      { numRuns: 300 },
    );
  });

  test('what is offered is granted, and what is granted was offered or changes nothing', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(...actors), fc.constantFrom(...commands), (lived, actor, name) => {
        const story = live(lived, () => undefined);
        const offered = allowedCommands(story.state, actor, minute(20_000)).includes(name);
        const outcome = story.does(actor, name, 20_000);
        if (offered) expect(outcome).toHaveProperty('ok');
        else if ('ok' in outcome) expect(outcome.ok).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('suspended and healthy time never counts, and nothing counts that has not passed', () => {
    fc.assert(
      fc.property(steps, (lived) => {
        live(lived, (story, minutes) => {
          for (const clock of story.clocks(minutes)) {
            expect(clock.elapsedSeconds).toBeGreaterThanOrEqual(0);
            expect(clock.elapsedSeconds).toBeLessThanOrEqual(minutes * 60);
          }
          if (story.state.state === 'suspended' || isRecovered(story.state)) {
            const later = named(story.clocks(minutes + 5000));
            for (const { name, elapsedSeconds } of story.clocks(minutes).filter((one) => one.name === 'solved')) {
              expect(later.get(name)?.elapsedSeconds).toBe(elapsedSeconds);
            }
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  test('a clock that was met runs again only by a reopening', () => {
    fc.assert(
      fc.property(steps, (lived) => {
        live(lived, (story, minutes, before) => {
          const were = named(slaClocks(before, minute(minutes)));
          const fresh = story.events.slice(before.length).map(({ facts }) => facts.type);
          if (fresh.includes('reopened') || fresh.includes('joined')) return;
          for (const clock of story.clocks(minutes)) {
            const was = were.get(clock.name);
            if (was?.state !== 'met') continue;
            expect(clock.state).toBe('met');
            expect(millis(clock.metAt ?? '')).toBeLessThanOrEqual(millis(was.metAt ?? ''));
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  test('without news a clock only goes forward: elapsed grows, and breached and met stay', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 4000 }), (lived, some, more) => {
        const story = live(lived, () => undefined);
        const sooner = named(story.clocks(8000 + some));
        const later = named(story.clocks(8000 + some + more));
        for (const name of clockNames) {
          const [one, other] = [sooner.get(name), later.get(name)];
          expect(other?.elapsedSeconds).toBeGreaterThanOrEqual(one?.elapsedSeconds ?? 0);
          if (one?.state !== 'running') expect(other?.state).toBe(one?.state);
          else expect(['running', 'breached']).toContain(other?.state);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a running clock is breached right after its deadline and not before', () => {
    fc.assert(
      fc.property(steps, (lived) => {
        const story = live(lived, () => undefined);
        const last = millis(story.events.at(-1)?.recordedAt ?? '');
        for (const { name, state, dueAt } of slaClocks(story.events, new Date(last).toISOString())) {
          if (state !== 'running' || dueAt === null) continue;
          const at = (offset: number) => named(slaClocks(story.events, new Date(millis(dueAt) + offset).toISOString()));
          expect(at(0).get(name)?.state).toBe('running');
          expect(at(1).get(name)?.state).toBe('breached');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('intervals', () => {
  const interval = fc
    .tuple(fc.integer({ min: -50, max: 200 }), fc.integer({ min: 0, max: 60 }))
    .map(([from, length]) => ({ from, to: from + length }));

  test('exactly the budget has passed outside the intervals at the moment that is reached', () => {
    fc.assert(
      fc.property(fc.array(interval), fc.integer({ min: 0, max: 300 }), (intervals, budget) => {
        const end = reach(intervals, 0, budget);
        expect(end).not.toBeNull();
        if (end !== null) expect(end - overlapOf(intervals, 0, end)).toBe(budget);
      }),
    );
  });

  test('time in two intervals at once is taken off once', () => {
    fc.assert(
      fc.property(fc.array(interval), (intervals) => {
        expect(overlapOf([...intervals, ...intervals], 0, 100)).toBe(overlapOf(intervals, 0, 100));
        const brute = Array.from({ length: 100 }, (_, at) => intervals.some(({ from, to }) => from <= at && at < to));
        expect(overlapOf(intervals, 0, 100)).toBe(brute.filter(Boolean).length);
      }),
    );
  });
});
