import { describe, expect, test } from '@jest/globals';
import { disk } from './disk.ts';
import { frameErrors } from './frameErrors.ts';
import { opticalPower, type OpticsClass } from './opticalPower.ts';
import { poePower } from './poePower.ts';
import { restarts, withoutShared } from './restarts.ts';
import { atComparableLoad, firstRuntime, upsBattery, upsSelfTest } from './upsBattery.ts';

const of = (count: number, valueOn: (day: number) => number) =>
  Array.from({ length: count }, (_, day) => ({ day, value: valueOn(day) * (1 + 0.004 * Math.sin(day * 2.4)) }));
const x = { element: 'x', part: '' };

describe('light', () => {
  const values = of(60, (day) => -23 - 0.03 * day);
  const sightOf = (optics: OpticsClass, part: 'onu' | 'olt' = 'onu') =>
    opticalPower({ element: 'x', part, values }, 59, { optics, marginDecibels: 1 });

  test('is held against the receivers of its class, with a margin', () => {
    const [b, c] = [sightOf('gpon_b_plus'), sightOf('gpon_c_plus')];
    // -26 on day 100, -29 on day 200.
    expect(b.reaches?.middle).toBeGreaterThan(30);
    expect((c.reaches?.middle ?? 0) - (b.reaches?.middle ?? 0)).toBeGreaterThan(80);
    expect(sightOf('epon_px20').reaches?.middle).toBe(0);
    expect(sightOf('gpon_b_plus', 'olt').reaches?.middle).toBeGreaterThan(b.reaches?.middle ?? Infinity);
  });

  test('says in both languages how fast it falls and where to', () => {
    const { seen, then } = sightOf('gpon_b_plus');
    expect(seen.en).toMatch(/falls by 0\.2\d dB a week and is -24\.\d dBm/);
    expect(seen.zh).toMatch(/每周下降 0\.2\d dB，现为 -24\.\d dBm/);
    expect(then.en).toBe('it is below -26 dBm (sensitivity -27 dBm)');
  });
});

describe('a battery', () => {
  test('is foreseen below four fifths of what it first gave', () => {
    const sight = upsBattery({ ...x, values: of(90, (day) => 3500 - 6 * day) }, 89, 3600);
    expect(sight).toMatchObject({ verdict: 'foreseen', faultClass: 'ups_battery_worn' });
    // 2880 s on day 103.
    expect(sight.reaches?.middle).toBeGreaterThan(8);
    expect(sight.reaches?.middle).toBeLessThan(22);
  });

  test('that was replaced has stepped for the better', () => {
    const sight = upsBattery({ ...x, values: of(90, (day) => (day < 60 ? 2900 : 3600)) }, 89, 3600);
    expect(sight).toMatchObject({ verdict: 'steady', betterSince: 60 });
  });

  test('is compared at comparable load only: a load that is added takes runtime and no capacity', () => {
    const loads = Array.from({ length: 90 }, (_, day) => ({ day, value: day < 70 ? 0.4 : 0.6 }));
    const runtimes = of(90, (day) => (day < 70 ? 3600 : 2300));
    const comparable = atComparableLoad(runtimes, loads, 89);
    expect(comparable.every(({ day }) => day < 70)).toBe(true);
    expect(atComparableLoad(runtimes, [], 89)).toEqual(runtimes);
  });

  test('has no first runtime before a fortnight is known', () => {
    expect(
      firstRuntime(
        of(13, () => 3600),
        12,
      ),
    ).toBeNull();
    expect(
      firstRuntime(
        of(20, () => 3600),
        19,
      ),
    ).toBeCloseTo(3600, -1);
  });

  test('that fails its self-test asks for work at once', () => {
    const failed = Array.from({ length: 14 }, (_, day) => ({ day, value: day > 9 ? 1 : 0 }));
    expect(upsSelfTest({ ...x, values: failed }, 13)).toMatchObject({ verdict: 'foreseen', asksForWork: 'at_once' });
    expect(upsSelfTest({ ...x, values: failed.map(({ day }) => ({ day, value: 0 })) }, 13).verdict).toBe('steady');
  });
});

test('watts that creep are held against the class of the port', () => {
  const values = of(60, (day) => 9 + 0.08 * day);
  const sight = poePower({ ...x, values }, 59, 3);
  // 15.4 W on day 80.
  expect(sight.reaches?.middle).toBeGreaterThan(15);
  expect(sight.reaches?.middle).toBeLessThan(26);
  expect(poePower({ ...x, values }, 59, 4).reaches?.middle).toBeGreaterThan(150);
});

test('garbled frames that grow tenfold are foreseen, none at all are steady', () => {
  const growing = frameErrors({ ...x, values: of(60, (day) => 10 ** (-7 + 0.05 * day)) }, 59);
  expect(growing).toMatchObject({ verdict: 'foreseen', faultClass: 'cable_degraded' });
  expect(frameErrors({ ...x, values: of(60, () => 0) }, 59).verdict).not.toBe('foreseen');
});

describe('restarts', () => {
  const on = (days: readonly number[]) =>
    Array.from({ length: 90 }, (_, day) => ({ day, value: days.includes(day) ? 3 : 0 }));

  test('on more and more days are foreseen with the day on which they come daily', () => {
    const sight = restarts({ ...x, values: on([12, 70, 74, 77, 80, 83, 86, 88, 89]) }, 89, 'camera_dead');
    expect(sight).toMatchObject({ verdict: 'foreseen', asksForWork: 'at_once', faultClass: 'camera_dead' });
    expect(sight.reaches?.middle).toBeGreaterThan(0);
  });

  test('as seldom as ever, or once many in a day, are none', () => {
    expect(restarts({ ...x, values: on([5, 25, 45, 65, 85]) }, 89, 'camera_dead').verdict).not.toBe('foreseen');
    const burst = on([]).map(({ day }) => ({ day, value: day === 88 ? 40 : 0 }));
    expect(restarts({ ...x, values: burst }, 89, 'camera_dead').verdict).not.toBe('foreseen');
  });

  test('of most of a cabinet on one day were its power, and count for none of it', () => {
    const cut = [70, 74, 77, 80, 83, 86, 88];
    const series = ['a', 'b', 'c'].map((element) => ({ element, part: '', values: on(cut) }));
    const alone = { element: 'd', part: '', values: on(cut) };
    const left = withoutShared([...series, alone], (element) => (element === 'd' ? 'other' : 'cabinet'));
    const happened = left.map(({ values }) => values.filter(({ value }) => value > 0).length);
    expect(happened).toEqual([0, 0, 0, 7]);
  });
});

test('a disk that is not normal on several days is foreseen, and steady again after a week without', () => {
  const values = (bad: readonly number[]) =>
    Array.from({ length: 30 }, (_, day) => ({ day, value: bad.includes(day) ? 0.02 : 0 }));
  expect(disk({ element: 'nvr', part: '3', values: values([18, 22, 27]) }, 29)).toMatchObject({
    verdict: 'foreseen',
    seen: { en: 'Disk 3 was not normal on 3 of the last 14 days, and recovered each time.' },
  });
  expect(disk({ element: 'nvr', part: '3', values: values([27]) }, 29).verdict).toBe('unclear');
  expect(disk({ element: 'nvr', part: '3', values: values([18]) }, 29).verdict).toBe('steady');
});
