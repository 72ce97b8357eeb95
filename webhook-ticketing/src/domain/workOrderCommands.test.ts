import { describe, expect, test } from '@jest/globals';
import { assigneeOf } from './workOrder.ts';
import { allowedCommands } from './workOrderCommands.ts';
import type { SystemFacts } from './workOrderRecord.ts';
import {
  acceptedStory,
  dispatchedStory,
  firesAgain,
  liWei,
  manager,
  minute,
  opened,
  operator,
  outage,
  police,
  recoveredAt,
  Story,
  wangFang,
  zhaoMin,
  admin,
} from './workOrder.fixture.ts';

const feederOut = { outcome: 'fault', faultClass: 'area_mains_outage', faultPoint: 'feeder-1' };
const refuted: SystemFacts = {
  type: 'fix_refuted',
  reason: { en: 'Camera 1: no video', zh: '1号摄像机：无视频' },
  stillBad: ['cam-1'],
};

describe('who may do what', () => {
  test('a police user may do nothing to an order', () => {
    const story = dispatchedStory();
    expect(allowedCommands(story.state, police, minute(1))).toEqual([]);
    expect(story.does(police, 'note', 1)).toMatchObject({ rejected: 'forbidden' });
  });

  test('an engineer of another party may not even add a note', () => {
    const story = dispatchedStory();
    expect(story.does(zhaoMin, 'accept', 1)).toMatchObject({ rejected: 'forbidden' });
    expect(story.does(zhaoMin, 'note', 1)).toMatchObject({ rejected: 'forbidden' });
  });

  test('a colleague of the person who is asked may accept, and then has the order', () => {
    const story = dispatchedStory();
    story.does(wangFang, 'accept', 2);
    expect(assigneeOf(story.state)).toEqual({ contact: 'wang-fang', party: 'city-power' });
    expect(story.does(liWei, 'accept', 3)).toMatchObject({
      rejected: 'command_not_possible',
      detail: expect.stringContaining('wang-fang'),
    });
  });

  test('somebody told by escalation may accept though of another party', () => {
    const story = dispatchedStory();
    story.finds({ type: 'escalated', contact: 'zhao-min', clock: 'accepted', step: 2 }, 10);
    expect(story.does(zhaoMin, 'accept', 11)).toHaveProperty('ok');
  });

  test('an engineer cannot dispatch, evaluate, close or suspend', () => {
    const story = acceptedStory();
    for (const name of ['dispatch', 'evaluate', 'close', 'suspend', 'cancel'] as const) {
      expect(story.does(liWei, name, 4)).toMatchObject({ rejected: 'forbidden' });
    }
  });

  test('a manager approves and evaluates but dispatches nobody', () => {
    const story = acceptedStory();
    expect(story.does(manager, 'dispatch', 4)).toMatchObject({ rejected: 'forbidden' });
    expect(allowedCommands(story.state, manager, minute(4))).toEqual(['suspend', 'wait_for_spare', 'note']);
  });

  test('an operator who has the order in hand cannot approve its suspension', () => {
    const story = dispatchedStory();
    const both = { ...operator, contact: 'li-wei', party: 'city-power' };
    story.does(both, 'accept', 2);
    expect(story.does(both, 'suspend', 4)).toMatchObject({ rejected: 'approver_is_assignee' });
    expect(story.does(both, 'wait_for_spare', 4)).toMatchObject({ rejected: 'approver_is_assignee' });
    expect(story.does(operator, 'suspend', 5)).toHaveProperty('ok');
  });
});

describe('the way of an order', () => {
  test('the whole way leads from open to closed, with the commands that are offered at each step', () => {
    const story = new Story();
    const offered = (actor = liWei) => allowedCommands(story.state, actor, minute(60));
    expect(offered(operator)).toEqual(['dispatch', 'suspend', 'cancel', 'note']);
    story.does(operator, 'dispatch', 1);
    expect(offered()).toEqual(['accept', 'decline', 'note']);
    story.does(liWei, 'accept', 2);
    expect(offered()).toEqual(['depart', 'arrive', 'claim_fix', 'wait_for_spare', 'note']);
    story.does(liWei, 'depart', 5);
    story.does(liWei, 'arrive', 30);
    expect(story.state.state).toBe('on_site');
    story.does(liWei, 'claim_fix', 60, { found: feederOut });
    expect(offered(operator)).toEqual(['record_cause', 'reopen', 'cancel', 'note']);
    story.finds(recoveredAt(59), 61);
    expect(story.does(operator, 'close', 62)).toMatchObject({ rejected: 'command_not_possible' });
    story.does(operator, 'evaluate', 62);
    story.does(operator, 'close', 63);
    expect(story.state).toMatchObject({ state: 'closed', score: 5, owner: 'contact:li-wei', version: 10 });
  });

  test('nobody can arrive at or repair an order that nobody has accepted', () => {
    const story = dispatchedStory();
    for (const name of ['depart', 'arrive', 'claim_fix'] as const) {
      expect(story.does(liWei, name, 4)).toMatchObject({ rejected: 'command_not_possible' });
    }
  });

  test('an order that was dispatched to nobody cannot be accepted', () => {
    const asOperator = { ...operator, contact: 'sun-jie' };
    expect(new Story().does(asOperator, 'accept', 1)).toMatchObject({ rejected: 'forbidden' });
  });

  test('an engineer may arrive without having departed, and no departure is invented', () => {
    const story = acceptedStory();
    story.does(liWei, 'arrive', 20);
    expect(story.state.state).toBe('on_site');
    expect(story.events.map(({ facts }) => facts.type)).not.toContain('departed');
  });

  test('until a named person accepts, whoever received the fault first owns it', () => {
    const story = new Story(opened(), 'user:sunjie');
    story.does(operator, 'dispatch', 1);
    expect(story.state.owner).toBe('user:sunjie');
    story.does(liWei, 'accept', 2);
    expect(story.state.owner).toBe('contact:li-wei');
  });

  test('a declined order is open again and can still be accepted by a colleague', () => {
    const story = dispatchedStory();
    story.does(liWei, 'decline', 2);
    expect(story.state.state).toBe('open');
    expect(assigneeOf(story.state)).toBeNull();
    expect(story.does(wangFang, 'accept', 3)).toHaveProperty('ok');
  });

  test('an order handed over stays with its holder until the next one accepts', () => {
    const story = acceptedStory();
    story.does(operator, 'dispatch', 10, { party: 'north-upkeep' });
    expect(story.state).toMatchObject({ state: 'handed_over', holder: { contact: 'li-wei' }, owner: 'contact:li-wei' });
    story.does(zhaoMin, 'accept', 12);
    expect(story.state).toMatchObject({ state: 'accepted', holder: { contact: 'zhao-min', party: 'north-upkeep' } });
  });

  test('a handover that is declined leaves the order where it was', () => {
    const story = acceptedStory();
    story.does(liWei, 'depart', 5);
    story.does(operator, 'dispatch', 10, { party: 'north-upkeep' });
    story.does(zhaoMin, 'decline', 12);
    expect(story.state).toMatchObject({ state: 'en_route', asked: { party: 'city-power', contact: 'li-wei' } });
  });

  test('while an order is being handed over neither its holder nor a colleague can accept it for the others', () => {
    const story = acceptedStory();
    story.does(operator, 'dispatch', 10, { party: 'north-upkeep' });
    expect(story.does(liWei, 'accept', 11)).toMatchObject({ rejected: 'forbidden' });
    expect(story.does(wangFang, 'accept', 11)).toMatchObject({ rejected: 'forbidden' });
    expect(story.does(liWei, 'arrive', 12)).toHaveProperty('ok');
    story.does(zhaoMin, 'decline', 13);
    expect(story.state.state).toBe('on_site');
  });

  test('an order dispatched back to its holder needs no second acceptance', () => {
    const story = acceptedStory();
    expect(story.does(operator, 'dispatch', 9)).toEqual({ ok: [] });
    story.does(operator, 'dispatch', 10, { party: 'north-upkeep' });
    story.does(operator, 'dispatch', 11, { contact: 'li-wei' });
    expect(story.state).toMatchObject({ state: 'accepted', holder: { contact: 'li-wei', party: 'city-power' } });
  });

  test('a suspended order can be accepted, since the clock for that goes on', () => {
    const story = dispatchedStory();
    story.does(operator, 'suspend', 1);
    story.does(liWei, 'accept', 2);
    expect(story.state).toMatchObject({ state: 'suspended', holder: { contact: 'li-wei' } });
    story.does(operator, 'resume', 3);
    expect(story.state.state).toBe('accepted');
  });

  test('what is done on the way to a suspended order shows when it is resumed', () => {
    const story = acceptedStory();
    story.does(operator, 'suspend', 10);
    story.does(liWei, 'arrive', 12, { occurred: 9 });
    expect(story.state.state).toBe('suspended');
    story.does(operator, 'resume', 20);
    expect(story.state.state).toBe('on_site');
  });

  test('a fix claimed during a suspension ends it', () => {
    const story = acceptedStory();
    story.does(operator, 'suspend', 10);
    story.does(liWei, 'claim_fix', 30);
    expect(story.state).toMatchObject({ state: 'fix_claimed', returnTo: null });
  });
});

describe('verification', () => {
  test('a fix that measurements can judge cannot be evaluated before they have', () => {
    const story = acceptedStory();
    story.does(liWei, 'claim_fix', 30);
    expect(story.does(operator, 'evaluate', 31)).toMatchObject({ rejected: 'command_not_possible' });
    expect(allowedCommands(story.state, operator, minute(60))).not.toContain('evaluate');
  });

  test('what nothing measures is verified by the evaluation, solved when the fix was claimed', () => {
    const reported = { ...outage, faultClass: 'reported_fault' as const };
    const story = acceptedStory(opened(reported, 'citizen'));
    story.does(liWei, 'claim_fix', 30);
    story.does(operator, 'evaluate', 45);
    expect(story.events.slice(-2).map(({ facts }) => facts.type)).toEqual(['verified', 'evaluated']);
    expect(story.state).toMatchObject({ state: 'evaluated', solvedAt: minute(30) });
  });

  test("a fix of which the measurements say nothing for half an hour is the operator's to judge", () => {
    const story = acceptedStory();
    story.does(liWei, 'claim_fix', 60, { occurred: 10 });
    expect(allowedCommands(story.state, operator, minute(90))).not.toContain('evaluate');
    expect(story.does(operator, 'evaluate', 91)).toHaveProperty('ok');
    expect(story.state.state).toBe('evaluated');
  });

  test('an engineer cannot evaluate as an operator what he repaired himself', () => {
    const story = acceptedStory(opened(null, 'citizen'));
    story.does(liWei, 'claim_fix', 30);
    expect(story.does({ ...operator, contact: 'li-wei' }, 'evaluate', 31)).toEqual({
      rejected: 'approver_is_assignee',
    });
  });

  test('a refuted fix comes back to its holder with the reason, and a new claim clears it', () => {
    const story = acceptedStory();
    story.does(liWei, 'claim_fix', 30);
    story.finds(refuted, 33);
    expect(story.state).toMatchObject({ state: 'reopened', sentBack: refuted.reason, holder: { contact: 'li-wei' } });
    story.does(liWei, 'claim_fix', 50);
    expect(story.state).toMatchObject({ state: 'fix_claimed', sentBack: null });
  });

  test('an order that recovers before anybody came is verified, and still evaluated and closed', () => {
    const story = dispatchedStory();
    story.finds(recoveredAt(2), 3);
    expect(story.state.state).toBe('verified');
    expect(story.does(operator, 'close', 4)).toMatchObject({ rejected: 'command_not_possible' });
    story.does(operator, 'evaluate', 4);
    story.does(operator, 'close', 5);
    expect(story.state.state).toBe('closed');
  });

  test('a fix claimed after the recovery was measured is recorded and moves nothing', () => {
    const story = acceptedStory();
    story.finds(recoveredAt(20), 21);
    story.does(liWei, 'claim_fix', 22, { occurred: 19, found: feederOut });
    expect(story.state).toMatchObject({ state: 'verified', claimed: { contact: 'li-wei', at: minute(19) } });
  });

  test('a fault that fires again reopens its order, and its holder still has it', () => {
    const story = acceptedStory();
    story.finds(recoveredAt(20), 21);
    story.finds(firesAgain, 40);
    expect(story.state).toMatchObject({ state: 'reopened', solvedAt: null, holder: { contact: 'li-wei' } });
    expect(allowedCommands(story.state, liWei, minute(41))).toContain('depart');
  });

  test('what the operator writes to the engineer when sending back can be erased without a break', () => {
    const story = acceptedStory();
    story.does(liWei, 'claim_fix', 30);
    story.does(operator, 'reopen', 40, { note: 'Mrs Chen says it is still dark' });
    expect(story.state.sentBack?.en).toBe('Mrs Chen says it is still dark');
    expect(JSON.stringify(story.events.at(-1)?.facts)).not.toContain('Chen');
  });

  test('a closed order is reopened within 7 days and not later', () => {
    const story = acceptedStory();
    story.finds(recoveredAt(20), 21);
    story.does(operator, 'evaluate', 22);
    story.does(operator, 'close', 23);
    expect(story.does(operator, 'reopen', 23 + 7 * 1440 + 1)).toMatchObject({ rejected: 'command_not_possible' });
    expect(story.does(operator, 'reopen', 23 + 7 * 1440)).toHaveProperty('ok');
  });
});

describe('the same command twice', () => {
  test('a repeated command is granted and changes nothing', () => {
    const story = acceptedStory();
    const repeat = (actor: typeof liWei, name: Parameters<Story['does']>[1], at: number) => {
      expect(story.does(actor, name, at)).toHaveProperty('ok');
      expect(story.does(actor, name, at + 1)).toEqual({ ok: [] });
    };
    expect(story.does(liWei, 'accept', 4)).toEqual({ ok: [] });
    repeat(liWei, 'depart', 5);
    repeat(liWei, 'arrive', 20);
    repeat(liWei, 'wait_for_spare', 22);
    repeat(operator, 'wait_for_spare', 25);
    repeat(operator, 'suspend', 27);
    repeat(liWei, 'claim_fix', 30);
    story.finds(recoveredAt(30), 32);
    repeat(operator, 'evaluate', 33);
    repeat(operator, 'close', 35);
  });

  test('somebody who declined can be asked again', () => {
    const story = dispatchedStory();
    story.does(liWei, 'decline', 2);
    story.does(operator, 'dispatch', 3, { contact: 'li-wei' });
    expect(story.state.state).toBe('dispatched');
    expect(allowedCommands(story.state, liWei, minute(4))).toContain('accept');
  });

  test('dispatching again to the person who is asked already changes nothing', () => {
    const story = dispatchedStory();
    expect(story.does(operator, 'dispatch', 2, { contact: 'li-wei' })).toEqual({ ok: [] });
  });
});

describe('suspensions and spares', () => {
  test('a wait for a spare is asked for by the assignee and takes effect when somebody else approves', () => {
    const story = acceptedStory();
    story.does(liWei, 'wait_for_spare', 10);
    expect(story.state).toMatchObject({ state: 'accepted', spareRequested: true });
    story.does(admin, 'wait_for_spare', 12);
    expect(story.state).toMatchObject({ state: 'waiting_spare', spareRequested: false });
    story.does(liWei, 'arrive', 100);
    expect(story.state.state).toBe('on_site');
  });

  test('a decision at a desk counts from now, whatever moment it names', () => {
    const story = acceptedStory();
    story.does(operator, 'suspend', 60, { occurred: 4 });
    expect(story.events.at(-1)).toMatchObject({ at: minute(60), recordedAt: minute(60) });
  });

  test('a phone whose clock is ahead has not seen the future', () => {
    const story = acceptedStory();
    story.does(liWei, 'depart', 10, { occurred: 500 });
    expect(story.events.at(-1)).toMatchObject({ at: minute(10), recordedAt: minute(10) });
  });

  test('what a person wrote stays out of the facts', () => {
    const story = dispatchedStory();
    story.does(liWei, 'decline', 2, { note: 'call 13800000000' });
    const last = story.events.at(-1);
    expect(JSON.stringify(last?.facts)).not.toContain('13800000000');
    expect(last?.personal).toEqual({ note: 'call 13800000000' });
  });

  test('cancelled and joined orders take no command but a note', () => {
    const story = acceptedStory();
    story.does(operator, 'cancel', 10);
    expect(allowedCommands(story.state, operator, minute(11))).toEqual(['note']);
    expect(story.does(operator, 'reopen', 11)).toMatchObject({ rejected: 'command_not_possible' });
  });
});
