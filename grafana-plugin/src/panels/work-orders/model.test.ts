import { clock, makeOrder, noon, sampleOrders } from '../../../testing/orders';
import { age, arrangeActions, byUrgency, countByState, countdown, withReplies } from './model';

describe('a clock', () => {
  test('that has run out counts up from its deadline', () => {
    expect(countdown(clock('on_site', -3065), noon)).toEqual({ urgency: 'breached', text: '51:05', usedRatio: 1 });
  });

  test('is breached at the very moment of its deadline', () => {
    expect(countdown(clock('accepted', 0), noon)?.urgency).toBe('breached');
  });

  test('warns when less than a quarter of its budget is left, and not before', () => {
    expect(countdown(clock('accepted', 75), noon)?.urgency).toBe('ok');
    expect(countdown(clock('accepted', 74), noon)?.urgency).toBe('soon');
  });

  test('without a deadline shows nothing', () => {
    expect(countdown({ dueAt: null, budgetSeconds: 300 }, noon)).toBeNull();
  });

  test('names hours only where there are some', () => {
    expect(countdown(clock('accepted', 59), noon)?.text).toBe('00:59');
    expect(countdown(clock('solved', 3600), noon)?.text).toBe('1:00:00');
    expect(countdown(clock('substituted', 172_799), noon)?.text).toBe('47:59:59');
  });

  test('with more left than its budget, by a clock that is behind, is not less than unused', () => {
    expect(countdown(clock('accepted', 400), noon)?.usedRatio).toBe(0);
  });
});

test('an age is never negative, and changes its unit at an hour and at two days', () => {
  const before = (minutes: number) => age(new Date(noon - minutes * 60_000).toISOString(), noon);
  expect(before(-5)).toEqual({ unit: 'minutes', count: 0 });
  expect(before(59)).toEqual({ unit: 'minutes', count: 59 });
  expect(before(60)).toEqual({ unit: 'hours', count: 1 });
  expect(before(48 * 60)).toEqual({ unit: 'days', count: 2 });
});

test('orders are sorted by what runs out next; those without a clock come last, the gravest first', () => {
  const grave = makeOrder(90, { nextClock: null, severity: 'critical' });
  const sorted = [...sampleOrders(), grave].sort(byUrgency).map((order) => order.number.slice(-2));
  expect(sorted).toEqual(['39', '41', '42', '38', '40', '90', '36', '35']);
});

test('orders are counted by state in the order of the way through it, empty states left out', () => {
  const orders = [
    makeOrder(1, { state: 'accepted' }),
    makeOrder(2, { state: 'open' }),
    makeOrder(3, { state: 'accepted' }),
  ];
  expect(countByState(orders)).toEqual([
    { state: 'open', count: 1 },
    { state: 'accepted', count: 2 },
  ]);
});

describe('what a command answered', () => {
  const listed = [makeOrder(1, { version: 3 }), makeOrder(2)];

  test('stands until the list has the same or a newer version', () => {
    const reply = makeOrder(1, { version: 3, state: 'accepted' });
    expect(withReplies(listed, new Map([[reply.id, reply]]))[0]?.state).toBe('dispatched');
    const newer = { ...reply, version: 4 };
    expect(withReplies(listed, new Map([[newer.id, newer]]))[0]?.state).toBe('accepted');
  });

  test('takes a finished order off the board', () => {
    const closed = makeOrder(1, { version: 4, state: 'closed' });
    expect(withReplies(listed, new Map([[closed.id, closed]])).map((order) => order.number)).toEqual([
      listed[1]?.number,
    ]);
  });
});

describe('of the commands that an order allows', () => {
  test('the likeliest is on the button and the others are in the menu', () => {
    const order = makeOrder(1, { actions: ['note', 'dispatch', 'accept'] });
    expect(arrangeActions(order, true)).toEqual({ first: 'accept', others: ['note', 'dispatch'] });
  });

  test('none is offered to who may not write, nor where there is none', () => {
    expect(arrangeActions(makeOrder(1), false)).toEqual({ first: null, others: [] });
    expect(arrangeActions(makeOrder(1, { actions: [] }), true)).toEqual({ first: null, others: [] });
  });
});
