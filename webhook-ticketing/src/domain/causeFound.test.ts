import { describe, expect, test } from '@jest/globals';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import { findableClassIds } from '@roundsman/contract/foundCause.ts';
import { command } from '@roundsman/contract/workOrder.ts';
import { judgeCause } from './causeFound.ts';
import {
  acceptedStory,
  firesAgain,
  inventory,
  liWei,
  manager,
  minute,
  opened,
  operator,
  outage,
  recoveredAt,
  type Story,
} from './workOrder.fixture.ts';
import { allowedCommands } from './workOrderCommands.ts';

const feeder = { outcome: 'fault', faultClass: 'area_mains_outage', faultPoint: 'feeder-1' } as const;
const hungSwitch = { outcome: 'fault', faultClass: 'switch_hang', faultPoint: 'sw-1', party: 'north-upkeep' } as const;
const nothing = { outcome: 'nothing' } as const;

/** Claimed by Li Wei after 30 minutes, with this said of the cause, and verified. */
function repaired(found?: object): Story {
  const story = acceptedStory();
  story.does(liWei, 'claim_fix', 30, { found });
  story.finds(recoveredAt(29), 31);
  return story;
}
const evaluated = (found?: object): Story => {
  const story = repaired(found);
  story.does(operator, 'evaluate', 40);
  return story;
};
const said = (story: Story) =>
  story.events.flatMap(({ facts, actor }) => (facts.type === 'cause_found' ? [{ actor, cause: facts.cause }] : []));

describe('a cause that cannot be so is refused, naming the field', () => {
  test('a class that nobody knows', () => {
    const given = { idempotencyKey: '00000000-0000-4000-8000-000000000000', command: 'record_cause' };
    const parsed = command.safeParse({ ...given, found: { ...feeder, faultClass: 'gremlins' } });
    expect(parsed.error?.issues[0]?.path).toEqual(['found', 'faultClass']);
  });

  test.each(['undetermined', 'reported_fault'])('"%s", which is no cause', (faultClass) => {
    const given = { idempotencyKey: '00000000-0000-4000-8000-000000000000', command: 'record_cause' };
    expect(command.safeParse({ ...given, found: { ...feeder, faultClass } }).success).toBe(false);
  });

  test('an element that the inventory does not have', () => {
    const story = acceptedStory();
    const refused = story.does(liWei, 'claim_fix', 30, { found: { ...feeder, faultPoint: 'feeder-9' } });
    expect(refused).toMatchObject({ rejected: 'invalid_request', field: 'found.faultPoint' });
    expect(story.state.state).toBe('accepted');
  });

  test('a class that cannot strike an element of that kind', () => {
    const refused = acceptedStory().does(liWei, 'claim_fix', 30, { found: { ...feeder, faultPoint: 'cam-1' } });
    expect(refused).toEqual({
      rejected: 'invalid_request',
      field: 'found.faultClass',
      detail: 'area_mains_outage strikes transformer, feeder; cam-1 is a camera',
    });
  });

  test('a party that there is not', () => {
    const refused = acceptedStory().does(liWei, 'claim_fix', 30, { found: { ...feeder, party: 'gremlins' } });
    expect(refused).toMatchObject({ rejected: 'invalid_request', field: 'found.party' });
  });

  test('and no class can be said of any element that it does not strike', () => {
    for (const faultClass of findableClassIds) {
      for (const { id, kind } of inventory.elements) {
        const fits = faultClasses[faultClass].faultPoints.some((each) => each === kind);
        const judged = judgeCause({ outcome: 'fault', faultClass, faultPoint: id }, inventory);
        expect([faultClass, id, 'ok' in judged]).toEqual([faultClass, id, fits]);
      }
    }
  });
});

describe('an order that had a diagnosis', () => {
  test('cannot be closed before somebody has said what was found', () => {
    const story = evaluated();
    expect(story.does(operator, 'close', 41, { found: undefined })).toMatchObject({
      rejected: 'cause_missing',
      field: 'found',
    });
    expect(story.state.state).toBe('evaluated');
  });

  test('is closed with the cause that the engineer found', () => {
    const story = evaluated(feeder);
    story.does(operator, 'close', 41, { found: undefined });
    expect(story.state).toMatchObject({
      state: 'closed',
      found: { cause: { ...feeder, party: null }, by: 'contact:li-wei', at: minute(30) },
    });
  });

  test('of an outside party is closed with what the operator enters', () => {
    const story = evaluated();
    story.does(operator, 'close', 41, { found: feeder });
    expect(story.events.slice(-2).map(({ facts }) => facts.type)).toEqual(['cause_found', 'closed']);
    expect(said(story)).toEqual([{ actor: 'user:sunjie', cause: { ...feeder, party: null } }]);
  });

  test('may be closed with nothing found', () => {
    const story = evaluated();
    story.does(operator, 'close', 41, { found: nothing });
    expect(story.state).toMatchObject({ state: 'closed', found: { cause: nothing } });
  });

  test('needs it anew when the repair did not hold', () => {
    const story = repaired(feeder);
    story.finds(firesAgain, 50);
    expect(story.state.found).toBeNull();
    story.finds(recoveredAt(60), 61);
    story.does(operator, 'evaluate', 62);
    expect(story.does(operator, 'close', 63, { found: undefined })).toMatchObject({ rejected: 'cause_missing' });
    expect(said(story)).toHaveLength(1);
  });
});

test.each([
  ['of a report alone', { ...outage, faultClass: 'reported_fault' as const }],
  ['without any', null],
])('an order with a diagnosis %s is closed without a cause', (_what, diagnosis) => {
  const story = acceptedStory(opened(diagnosis, 'citizen'));
  story.does(liWei, 'claim_fix', 30);
  story.does(operator, 'evaluate', 45);
  expect(story.does(operator, 'close', 46, { found: undefined })).toHaveProperty('ok');
});

describe('of several who say what was found', () => {
  test('the last one counts, and what was said before stays in the record', () => {
    const story = repaired(feeder);
    story.does(liWei, 'record_cause', 35, { found: hungSwitch });
    story.does(operator, 'evaluate', 40, { found: nothing });
    story.does(manager, 'record_cause', 42, { found: hungSwitch });
    expect(said(story).map(({ actor }) => actor)).toEqual([
      'contact:li-wei',
      'contact:li-wei',
      'user:sunjie',
      'user:manager',
    ]);
    expect(story.state.found).toEqual({ cause: hungSwitch, by: 'user:manager', at: minute(42) });
  });

  test('another who says the same confirms it; the same person twice says nothing new', () => {
    const story = repaired(feeder);
    expect(story.does(liWei, 'record_cause', 33, { found: feeder })).toEqual({ ok: [] });
    story.does(operator, 'evaluate', 40, { found: feeder });
    expect(said(story).map(({ actor }) => actor)).toEqual(['contact:li-wei', 'user:sunjie']);
  });

  test('a second claim by the same engineer corrects the cause and nothing else', () => {
    const story = acceptedStory();
    story.does(liWei, 'claim_fix', 30, { found: feeder });
    story.does(liWei, 'claim_fix', 32, { found: hungSwitch });
    expect(story.state).toMatchObject({ claimed: { at: minute(30) }, found: { cause: hungSwitch } });
  });

  test('an operator may correct a closed order, its engineer may not', () => {
    const story = evaluated(feeder);
    story.does(operator, 'close', 41);
    expect(allowedCommands(story.state, liWei, minute(50))).not.toContain('record_cause');
    expect(story.does(liWei, 'record_cause', 50)).toMatchObject({ rejected: 'command_not_possible' });
    story.does(operator, 'record_cause', 51, { found: hungSwitch });
    expect(story.state).toMatchObject({ state: 'closed', found: { cause: hungSwitch, by: 'user:sunjie' } });
  });

  test('a note on it is no part of what is hashed', () => {
    const story = repaired();
    story.does(operator, 'record_cause', 40, { found: nothing, note: 'Mr Wu says so' });
    expect(story.events.at(-1)?.personal).toEqual({ note: 'Mr Wu says so' });
    expect(JSON.stringify(story.events.at(-1)?.facts)).not.toContain('Wu');
  });
});
