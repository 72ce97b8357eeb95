import { describe, expect, test } from '@jest/globals';
import { decide, type PlannedOrder, type Planning } from './decide.ts';
import { forecastOf } from './forecastOf.ts';
import type { Sight } from './sight.ts';

const now = '2026-11-23T02:00:00.000Z';
const today = Math.floor(Date.parse(now) / 86_400_000);
const text = { en: 'x', zh: 'x' };
const sight = (differs: Partial<Sight> = {}): Sight => ({
  kind: 'optical_power',
  element: 'onu-1',
  part: 'onu',
  verdict: 'foreseen',
  reaches: { early: 20, middle: 28, late: 40 },
  asksForWork: 'when_near',
  betterSince: null,
  faultClass: 'fibre_degraded',
  title: text,
  seen: text,
  then: text,
  check: text,
  ...differs,
});
const about = { name: text, party: 'carrier', timezone: 'Asia/Shanghai', now };
const order = (differs: Partial<PlannedOrder> = {}, seen: Sight = sight()): PlannedOrder => ({
  id: 'one',
  forecast: forecastOf(seen, about).forecast,
  openedAt: '2026-11-16T02:00:00.000Z',
  accepted: false,
  ...differs,
});
const decided = (differs: Partial<Planning>): string[] =>
  decide({
    sights: [],
    orders: [],
    faulty: new Map(),
    suffering: new Set(),
    lately: new Set(),
    leadDays: 45,
    now,
    ...differs,
  }).map(({ action }) => action);

describe('an order is opened', () => {
  test('when the fault comes, nine to one, within the lead time', () => {
    expect(decided({ sights: [sight()] })).toEqual(['open']);
    expect(decided({ sights: [sight({ reaches: { early: 20, middle: 28, late: 60 } })] })).toEqual([]);
    expect(decided({ sights: [sight({ reaches: { early: 20, middle: 28, late: null } })] })).toEqual([]);
  });

  test('at once where the state itself asks for work', () => {
    expect(decided({ sights: [sight({ reaches: null, asksForWork: 'at_once' })] })).toEqual(['open']);
  });

  test('once for all parts of an element, by the one that wears soonest', () => {
    const [later, sooner] = [sight(), sight({ part: 'olt', reaches: { early: 5, middle: 9, late: 14 } })];
    const [decision] = decide({
      sights: [later, sooner],
      orders: [],
      faulty: new Map(),
      suffering: new Set(),
      lately: new Set(),
      leadDays: 45,
      now,
    });
    expect(decision).toEqual({ action: 'open', sight: sooner });
  });

  test('never about what is at fault, suffers from a fault, has its order, or had one lately', () => {
    const sights = [sight()];
    expect(decided({ sights, faulty: new Map([['onu-1', 'WO-1']]) })).toEqual([]);
    expect(decided({ sights, suffering: new Set(['onu-1']) })).toEqual([]);
    expect(decided({ sights, orders: [order()] })).toEqual([]);
    expect(decided({ sights, lately: new Set(['optical_power onu-1']) })).toEqual([]);
  });
});

describe('an open order', () => {
  test('stays while the drift is in doubt, and is withdrawn when it is gone', () => {
    const orders = [order()];
    expect(decided({ orders, sights: [sight({ verdict: 'unclear', reaches: null })] })).toEqual([]);
    expect(decided({ orders, sights: [sight({ verdict: 'unknown', reaches: null })] })).toEqual([]);
    expect(decided({ orders, sights: [] })).toEqual([]);
    expect(decided({ orders, sights: [sight({ verdict: 'steady', reaches: null })] })).toEqual(['withdraw']);
  });

  test('stays though its date has moved out of the lead time, unless it is far away', () => {
    const orders = [order()];
    expect(decided({ orders, sights: [sight({ reaches: { early: 30, middle: 60, late: null } })] })).toEqual([
      'reforecast',
    ]);
    expect(decided({ orders, sights: [sight({ reaches: { early: 90, middle: 200, late: null } })] })).toEqual([
      'withdraw',
    ]);
  });

  test('keeps its date while it moves by little', () => {
    expect(decided({ orders: [order()], sights: [sight({ reaches: { early: 20, middle: 32, late: 44 } })] })).toEqual(
      [],
    );
    expect(decided({ orders: [order()], sights: [sight({ reaches: { early: 8, middle: 12, late: 16 } })] })).toEqual([
      'reforecast',
    ]);
  });

  test('is verified by a step for the better since it was opened', () => {
    const stepped = (betterSince: number): Sight => sight({ verdict: 'unclear', reaches: null, betterSince });
    expect(decided({ orders: [order({ accepted: true })], sights: [stepped(today - 4)] })).toEqual(['verify']);
    expect(decided({ orders: [order()], sights: [stepped(today - 4)] })).toEqual(['verify']);
    expect(decided({ orders: [order({ accepted: true })], sights: [stepped(today - 30)] })).toEqual([]);
  });

  test('that somebody has accepted is never withdrawn', () => {
    const orders = [order({ accepted: true })];
    expect(decided({ orders, sights: [sight({ verdict: 'steady', reaches: null })] })).toEqual([]);
    expect(decided({ orders, faulty: new Map([['onu-1', 'WO-1']]), sights: [sight()] })).toEqual([]);
  });

  test('about a state is verified when the state has been well for long enough', () => {
    const state = sight({ reaches: null, asksForWork: 'at_once' });
    const orders = [order({ accepted: true }, state)];
    expect(decided({ orders, sights: [{ ...state, verdict: 'steady' }] })).toEqual(['verify']);
    expect(decided({ orders, sights: [state] })).toEqual([]);
  });

  test('is withdrawn with the number of the order when the fault has come', () => {
    const [decision] = decide({
      sights: [sight()],
      orders: [order()],
      faulty: new Map([['onu-1', 'WO-20261123-0007']]),
      suffering: new Set(),
      lately: new Set(),
      leadDays: 45,
      now,
    });
    expect(decision).toMatchObject({ action: 'withdraw', reason: { en: expect.stringContaining('WO-20261123-0007') } });
  });
});

describe('the forecast of a sight', () => {
  test('names the days in the time of the party, and is due on the first of them', () => {
    const { forecast } = forecastOf(sight({ then: { en: 'it is dark', zh: '无光' } }), about);
    expect(forecast.text.en).toBe(
      'x At this rate it is dark between 2026-12-13 and 2027-01-02, most likely on 2026-12-21.',
    );
    expect(forecast.text.zh).toContain('预计 2026-12-13 至 2027-01-02 之间（最可能为 2026-12-21）无光。');
    expect(forecast.dueAt).toBe(forecast.expected?.early);
  });

  test('asks nobody to come sooner than in three days', () => {
    const { forecast } = forecastOf(sight({ reaches: { early: 0, middle: 0, late: 2 } }), about);
    expect(forecast.dueAt).toBe('2026-11-26T02:00:00.000Z');
  });
});
