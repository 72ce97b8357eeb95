import { describe, expect, test } from '@jest/globals';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import { pino } from 'pino';
import { prometheusMeasurements } from './prometheusMeasurements.ts';
import type { Query, Series } from './prometheusQuery.ts';

const at = Date.parse('2026-11-02T08:00:00.000Z');
const clock = { now: () => new Date(at) };
const logger = pino({ level: 'silent' });

/** Answers each metric with its series; notes what it was asked. */
function prometheus(series: Record<string, Series[]>): { query: Query; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    query: (expression) => {
      asked.push(expression);
      const found = Object.entries(series).find(([start]) =>
        expression.replace('last_over_time(', '').startsWith(start),
      );
      return Promise.resolve(found?.[1] ?? []);
    },
  };
}
const nothing: ReadonlySet<string> = new Set();
const near = (...ids: string[]) => ({ near: ids, far: [] });
const port = { __name__: 'network_port_oper_up' };
const stream = '{__name__=~"probe_success|probe_failure_info"';
const all = { anew: nothing, endDevices: true };
const ways = { anew: nothing, endDevices: false };
const reachable: ReadonlySet<Observable> = new Set<Observable>(['reachable']);
const one = (labels: Record<string, string>, value: number): Series => ({ labels, samples: [{ at, value }] });
const observed = async (series: Record<string, Series[]>): Promise<unknown> =>
  (
    await prometheusMeasurements(prometheus(series).query, clock, logger).observe(
      near('breaker-1', 'cam-1', 'cam-2', 'nvr-1', 'ups-1'),
      all,
    )
  )?.map(({ element, observable, value }) => `${element} ${observable} ${value}`);

describe('what the metrics say of an element', () => {
  test('a UPS on battery has no mains, by its last word of six hours', async () => {
    const { query, asked } = prometheus({});
    await prometheusMeasurements(query, clock, logger).observe(near('ups-1'), ways);
    expect(asked).toContain('last_over_time(power_source{source="battery",device_id=~"ups-1"}[6h])');
    expect(await observed({ 'power_source{source="battery"': [one({ device_id: 'ups-1' }, 1)] })).toEqual([
      'ups-1 mains_present false',
    ]);
  });

  test('a sensed element carries voltage or not, and a port has link or not', async () => {
    expect(
      await observed({
        power_element_energised: [one({ device_id: 'ups-1', element_id: 'breaker-1' }, 0)],
        '{__name__=~"network_port_oper_up': [one({ ...port, device_id: 'switch-1', element_id: 'cam-1' }, 1)],
      }),
    ).toEqual(['breaker-1 energised false', 'cam-1 link_up true']);
  });

  test('a good stream probe proves credentials and media', async () => {
    expect(await observed({ [stream]: [one({ __name__: 'probe_success', device_id: 'cam-1' }, 1)] })).toEqual([
      'cam-1 media_flowing true',
      'cam-1 authorised true',
    ]);
  });

  test.each([
    ['unauthorised', ['cam-1 authorised false']],
    ['no_media', ['cam-1 media_flowing false']],
    ['unreachable', []],
  ])('a stream probe that failed as %s', async (reason, expected) => {
    const failed = one({ __name__: 'probe_failure_info', device_id: 'cam-1', reason }, 1);
    expect(await observed({ [stream]: [failed] })).toEqual(expected);
  });

  test('many elements are asked for in batches, and what is no identifier is never put into an expression', async () => {
    const { query, asked } = prometheus({});
    const ids = Array.from({ length: 2400 }, (_, index) => `cam-${index}`);
    await prometheusMeasurements(query, clock, logger).observe(near(...ids, 'x"} or up{job="'), ways);
    expect(asked.filter((expression) => expression.startsWith('{__name__=~"network_port_oper_up'))).toHaveLength(3);
    expect(asked.join()).not.toContain('or up{');
  });

  test('nothing, when Prometheus does not answer', async () => {
    const away = prometheusMeasurements(() => Promise.reject(new Error('ECONNREFUSED')), clock, logger);
    expect(await away.observe(near('cam-1'), all)).toBeNull();
    expect(await away.history(['cam-1'], reachable, 60)).toBeNull();
  });
});

test('the history of an element is its samples with the times of their scrapes', async () => {
  const samples = [
    { at: at - 15_000, value: 0 },
    { at, value: 1 },
  ];
  const { query, asked } = prometheus({
    'probe_success{job=~"snmp|reach"': [{ labels: { device_id: 'cam-1' }, samples }],
  });
  expect(await prometheusMeasurements(query, clock, logger).history(['cam-1'], reachable, 180)).toEqual([
    { element: 'cam-1', observable: 'reachable', value: false, at: '2026-11-02T07:59:45.000Z', from: 'metric' },
    { element: 'cam-1', observable: 'reachable', value: true, at: '2026-11-02T08:00:00.000Z', from: 'metric' },
  ]);
  expect(asked).toContain('probe_success{job=~"snmp|reach",device_kind!="server",device_id=~"cam-1"}[180s]');
});

describe('what the rules find bad', () => {
  const foundBad = (query: Query) => prometheusMeasurements(query, clock, logger).foundBad();

  test('is so since the rule first found it, by element and symptom', async () => {
    const first = at / 1000 - 20;
    const series = ['camera_unreachable', 'unheard_of'].map((symptom) => one({ element_id: 'cam-1', symptom }, first));
    expect(await foundBad(prometheus({ 'min by': series }).query)).toEqual([
      { element: 'cam-1', symptom: 'camera_unreachable', since: '2026-11-02T07:59:40.000Z' },
    ]);
  });

  test('is not known while Prometheus is away', async () => {
    expect(await foundBad(() => Promise.reject(new Error('away')))).toEqual([]);
  });
});

describe('of pictures, clocks and recordings', () => {
  test('one fault of a picture in a visit is enough, and each speaks for its own kind', async () => {
    const faults = ['black', 'frozen', 'blurred', 'unheard_of'].map((fault) =>
      one({ device_id: 'cam-1', fault }, fault === 'black' ? 1 : 0),
    );
    expect(await observed({ picture_fault: faults })).toEqual([
      'cam-1 picture_shown false',
      'cam-1 picture_clear true',
    ]);
  });

  test('a verdict that is older than three rounds is asked for by nobody', async () => {
    const { query, asked } = prometheus({});
    await prometheusMeasurements(query, clock, logger).observe(near('cam-1'), all);
    expect(asked.find((expression) => expression.startsWith('picture_fault'))).toBe(
      'picture_fault{device_id=~"cam-1"} and on (device_id) time() - picture_judged_timestamp_seconds{device_id=~"cam-1"} < 900',
    );
  });

  test('a channel speaks for the camera on it, and for its recorder where the inventory knows none', async () => {
    const channels = [
      one({ device_id: 'nvr-1', element_id: 'cam-1' }, 0),
      one({ device_id: 'nvr-1', element_id: '' }, 1),
    ];
    expect(await observed({ recording_channel_active: channels })).toEqual([
      'cam-1 recording_runs false',
      'nvr-1 recording_runs true',
    ]);
  });

  test('what a rule weighs by more than the sample is read only where it is good', async () => {
    const ratios = [one({ device_id: 'nvr-1', element_id: 'cam-1' }, 0.4), one({ element_id: 'cam-2' }, 0.99)];
    expect(await observed({ '(recording_recorded_ratio': ratios })).toEqual(['cam-2 recording_complete true']);
  });

  test('nothing is asked where only power and ways are in question', async () => {
    const { query, asked } = prometheus({});
    await prometheusMeasurements(query, clock, logger).observe(near('cam-1'), ways);
    expect(asked.join()).not.toContain('picture_fault');
  });

  test('one bad disk is enough', async () => {
    const disks = [one({ device_id: 'nvr-1', disk: '1' }, 0), one({ device_id: 'nvr-1', disk: '2' }, 1)];
    expect(await observed({ 'device_disk_state{state!="normal"': disks })).toEqual(['nvr-1 disks_good false']);
  });
});

describe('asked again', () => {
  const answers = {
    'probe_success{job=~"snmp|reach"': [one({ device_id: 'cam-1' }, 1), one({ device_id: 'cam-2' }, 1)],
    '(device_uptime_seconds': [one({ device_id: 'cam-1' }, 6)],
  };
  /** What was asked for of which metric, at each of these seconds after the start, in its order. */
  async function askedAt(...rounds: { second: number; anew?: string[]; near: string[]; far?: string[] }[]) {
    const { query: answer, asked } = prometheus(answers);
    const query: Query = async (expression, when) =>
      (await answer(expression, when)).map((series) => ({
        ...series,
        samples: series.samples.map(({ value }) => ({ at: when.getTime(), value })),
      }));
    let second = 0;
    const measurements = prometheusMeasurements(query, { now: () => new Date(at + second * 1000) }, logger);
    const found = [];
    for (const round of rounds) {
      second = round.second;
      asked.length = 0;
      const { near: closest, far = [], anew = [] } = round;
      const observations = await measurements.observe({ near: closest, far }, { ...ways, anew: new Set(anew) });
      const of = (metric: string): string | null =>
        asked.find((expression) => expression.startsWith(metric))?.match(/_id=~"([^"]*)"/)?.[1] ?? null;
      found.push({
        reachable: of('probe_success{job=~"snmp|reach"'),
        uptime: of('(device_uptime_seconds'),
        said: observations?.map(({ element, observable, at: when }) => {
          return `${element} ${observable} ${(Date.parse(when) - at) / 1000}`;
        }),
      });
    }
    return found;
  }

  test('an answer counts until there may be something new to read, and keeps the time when it was given', async () => {
    const look = { near: ['cam-1'] };
    const found = await askedAt({ second: 0, ...look }, { second: 29, ...look }, { second: 30, ...look });
    expect(found.map((each) => each.reachable)).toEqual(['cam-1', null, 'cam-1']);
    expect(found.map((each) => each.uptime)).toEqual(['cam-1', null, null]);
    expect(found.map(({ said }) => said)).toEqual([
      ['cam-1 reachable 0', 'cam-1 keeps_running 0'],
      ['cam-1 reachable 0', 'cam-1 keeps_running 0'],
      ['cam-1 reachable 30', 'cam-1 keeps_running 0'],
    ]);
  });

  test('only what is wanted anew, and what nobody asked about before, is asked for', async () => {
    const found = await askedAt(
      { second: 0, near: ['cam-1', 'cam-2'] },
      { second: 5, near: ['cam-1', 'cam-2', 'cam-3'], anew: ['cam-2'] },
    );
    expect(found.map((each) => each.reachable)).toEqual(['cam-1|cam-2', 'cam-2|cam-3']);
  });

  test('of what is far only what tells how wide a cause reaches is asked for', async () => {
    const [first] = await askedAt({ second: 0, near: ['cam-1'], far: ['cam-2'] });
    expect(first).toMatchObject({ reachable: 'cam-1|cam-2', uptime: 'cam-1' });
  });

  test('what was answered before a failure counts after it, and nothing of the failed question does', async () => {
    let away = false;
    const { query } = prometheus(answers);
    const failing: Query = (expression, when) => (away ? Promise.reject(new Error('away')) : query(expression, when));
    const measurements = prometheusMeasurements(failing, clock, logger);
    const before = await measurements.observe(near('cam-1'), ways);
    away = true;
    expect(await measurements.observe(near('cam-1', 'cam-2'), ways)).toBeNull();
    expect(await measurements.observe(near('cam-1'), ways)).toEqual(before);
    away = false;
    expect(await measurements.observe(near('cam-2'), ways)).toMatchObject([{ element: 'cam-2' }]);
  });
});

test('the history of some kinds of symptoms asks for what tells of them only', async () => {
  const { query, asked } = prometheus({});
  await prometheusMeasurements(query, clock, logger).history(['onu-1'], new Set<Observable>(['link_up']), 60);
  expect(asked).toEqual(['{__name__=~"network_port_oper_up|onu_registered",element_id=~"onu-1"}[60s]']);
});
