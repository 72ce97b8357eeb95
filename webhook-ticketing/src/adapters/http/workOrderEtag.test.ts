import { expect, test } from '@jest/globals';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import { powerCut, sentBack } from '../../../test/http/demoCity.ts';
import { workOrderListEtag } from './workOrderEtag.ts';

const etag = (...workOrders: WorkOrder[]) => workOrderListEtag({ workOrders, total: workOrders.length });
const clocks = (change: Partial<WorkOrder['clocks'][number]>) =>
  powerCut.clocks.map((clock) => (clock.name === 'on_site' ? { ...clock, ...change } : clock));

test('the seconds that a running clock has gone do not make another list', () => {
  expect(etag({ ...powerCut, clocks: clocks({ elapsedSeconds: 4711 }) })).toBe(etag(powerCut));
});

test.each<[string, WorkOrder[]]>([
  ['an event of an order', [{ ...powerCut, version: 5 }]],
  ['a clock that runs out', [{ ...powerCut, clocks: clocks({ state: 'breached' }) }]],
  ['other rights of the asker', [{ ...powerCut, actions: ['note'] }]],
  ['another order', [sentBack]],
  ['one order more', [powerCut, sentBack]],
  ['none', []],
])('%s makes another list', (_case, orders) => {
  expect(etag(...orders)).not.toBe(etag(powerCut));
});
