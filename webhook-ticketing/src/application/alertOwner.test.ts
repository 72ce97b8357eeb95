import { describe, expect, test } from '@jest/globals';
import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { WorkOrderState } from '@roundsman/contract/vocabulary.ts';
import { replay } from '../domain/workOrder.ts';
import { opened, outage, start } from '../domain/workOrder.fixture.ts';
import { ownerOfAlert } from './alertOwner.ts';
import type { Order } from './order.ts';

const verdict = (faultClass: FaultClassId, faultPoint: string, affected: string[]): Diagnosis => ({
  ...outage,
  faultClass,
  faultPoint,
  affected,
});
const order = (
  id: string,
  diagnosis: Diagnosis,
  state: WorkOrderState = 'dispatched',
  affected = diagnosis.affected,
): Pick<Order, 'id' | 'state'> => {
  const facts = opened(diagnosis);
  const replayed = replay([{ at: start, recordedAt: start, actor: 'system', facts, personal: {} }]);
  return { id, state: { ...replayed, state, affected } };
};

const feeder = verdict('area_mains_outage', 'feeder-1', ['ups-1', 'ups-2', 'ups-3']);
const breaker1 = verdict('breaker_trip', 'breaker-1', ['ups-1']);
const breaker2 = verdict('breaker_trip', 'breaker-2', ['ups-2']);
const hang = verdict('camera_hang', 'cam-1', ['cam-1']);
const password = verdict('credentials_changed', 'cam-1', ['cam-1']);

describe('an alert belongs', () => {
  test('to the order of its cause when that of a wide cause narrows', () => {
    const narrowed = order('wide', breaker1, 'accepted', feeder.affected);
    const owner = ownerOfAlert([narrowed, order('new', breaker2)], [breaker1, breaker2]);
    expect(owner('wide', 'ups-1', 'mains_present')).toBe('wide');
    expect(owner('wide', 'ups-2', 'mains_present')).toBe('new');
    expect(owner(null, 'ups-2', 'mains_present')).toBe('new');
  });

  test('to the order that it had, when its cause has no order of its own', () => {
    const owner = ownerOfAlert([order('wide', feeder)], [verdict('camera_hang', 'ups-2', ['ups-2'])]);
    expect(owner('wide', 'ups-2', 'mains_present')).toBe('wide');
    expect(owner(null, 'ups-2', 'mains_present')).toBe('wide');
  });

  test('to the oldest order that names its element, where no verdict is of an order', () => {
    const owner = ownerOfAlert([order('older', feeder), order('younger', breaker2)], []);
    expect(owner(null, 'ups-2', 'mains_present')).toBe('older');
    expect(owner(null, 'elsewhere', 'reachable')).toBeNull();
  });

  test.each(['verified', 'evaluated'] as const)('never to an order that was %s before it fired', (state) => {
    const owner = ownerOfAlert([order('recovered', hang, state), order('new', password)], [password]);
    expect(owner(null, 'cam-1', 'authorised')).toBe('new');
  });

  test('to the changed password though the camera fails altogether now', () => {
    const owner = ownerOfAlert([order('password', password), order('hang', hang)], [hang]);
    expect(owner('password', 'cam-1', 'reachable')).toBe('password');
  });

  test('to the order of its own kind, where one camera has several faults that have nothing to do with one another', () => {
    const black = verdict('picture_lost', 'cam-1', ['cam-1']);
    const late = verdict('clock_wrong', 'cam-1', ['cam-1']);
    const owner = ownerOfAlert([order('clock', late), order('picture', black)], [black, late]);
    expect(owner(null, 'cam-1', 'picture_shown')).toBe('picture');
    expect(owner(null, 'cam-1', 'clock_right')).toBe('clock');
    expect(owner(null, 'cam-1', 'disks_good')).toBeNull();
  });

  test('still to the order that a person has cancelled, so that it opens no other one', () => {
    expect(ownerOfAlert([], [hang])('cancelled', 'cam-1', 'reachable')).toBe('cancelled');
  });
});
