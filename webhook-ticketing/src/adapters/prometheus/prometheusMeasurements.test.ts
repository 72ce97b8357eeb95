import { describe, expect, test } from '@jest/globals';
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
const one = (labels: Record<string, string>, value: number): Series => ({ labels, samples: [{ at, value }] });
const observed = async (series: Record<string, Series[]>): Promise<unknown> =>
  (
    await prometheusMeasurements(prometheus(series).query, clock, logger).observe(['cam-1', 'ups-1'], {
      endDevices: true,
    })
  )?.map(({ element, observable, value }) => `${element} ${observable} ${value}`);

describe('what the metrics say of an element', () => {
  test('a UPS on battery has no mains, by its last word of six hours', async () => {
    const { query, asked } = prometheus({});
    await prometheusMeasurements(query, clock, logger).observe(['ups-1'], { endDevices: false });
    expect(asked).toContain('last_over_time(power_source{source="battery",device_id=~"ups-1"}[6h])');
    expect(await observed({ 'power_source{source="battery"': [one({ device_id: 'ups-1' }, 1)] })).toEqual([
      'ups-1 mains_present false',
    ]);
  });

  test('a sensed element carries voltage or not, and a port has link or not', async () => {
    expect(
      await observed({
        power_element_energised: [one({ device_id: 'ups-1', element_id: 'breaker-1' }, 0)],
        network_port_oper_up: [one({ device_id: 'switch-1', element_id: 'cam-1' }, 1)],
      }),
    ).toEqual(['breaker-1 energised false', 'cam-1 link_up true']);
  });

  test('a good stream probe proves credentials and media', async () => {
    expect(await observed({ 'probe_success{job="stream"': [one({ device_id: 'cam-1' }, 1)] })).toEqual([
      'cam-1 media_flowing true',
      'cam-1 authorised true',
    ]);
  });

  test.each([
    ['unauthorised', ['cam-1 authorised false']],
    ['no_media', ['cam-1 media_flowing false']],
    ['unreachable', []],
  ])('a stream probe that failed as %s', async (reason, expected) => {
    expect(await observed({ probe_failure_info: [one({ device_id: 'cam-1', reason }, 1)] })).toEqual(expected);
  });

  test('many elements are asked for in batches, and what is no identifier is never put into an expression', async () => {
    const { query, asked } = prometheus({});
    const ids = Array.from({ length: 600 }, (_, index) => `cam-${index}`);
    await prometheusMeasurements(query, clock, logger).observe([...ids, 'x"} or up{job="'], { endDevices: false });
    expect(asked.filter((expression) => expression.startsWith('network_port_oper_up'))).toHaveLength(3);
    expect(asked.join()).not.toContain('or up{');
  });

  test('nothing, when Prometheus does not answer', async () => {
    const away = prometheusMeasurements(() => Promise.reject(new Error('ECONNREFUSED')), clock, logger);
    expect(await away.observe(['cam-1'], { endDevices: true })).toBeNull();
    expect(await away.history(['cam-1'], 60)).toBeNull();
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
  expect(await prometheusMeasurements(query, clock, logger).history(['cam-1'], 180)).toEqual([
    { element: 'cam-1', observable: 'reachable', value: false, at: '2026-11-02T07:59:45.000Z', from: 'metric' },
    { element: 'cam-1', observable: 'reachable', value: true, at: '2026-11-02T08:00:00.000Z', from: 'metric' },
  ]);
  expect(asked).toContain('probe_success{job=~"snmp|reach",device_kind!="server",device_id=~"cam-1"}[180s]');
});

describe('since when something is bad', () => {
  const badSince = (query: Query) => prometheusMeasurements(query, clock, logger).badSince(['cam-1', 'ups-1']);

  test('is when the rule first found it, by element', async () => {
    const first = at / 1000 - 20;
    const found = await badSince(prometheus({ 'min by': [one({ element_id: 'cam-1' }, first)] }).query);
    expect([...found]).toEqual([['cam-1', '2026-11-02T07:59:40.000Z']]);
  });

  test('is not known while Prometheus is away', async () => {
    expect((await badSince(() => Promise.reject(new Error('away')))).size).toBe(0);
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
    await prometheusMeasurements(query, clock, logger).observe(['cam-1'], { endDevices: true });
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
    await prometheusMeasurements(query, clock, logger).observe(['cam-1'], { endDevices: false });
    expect(asked.join()).not.toContain('picture_fault');
  });

  test('one bad disk is enough', async () => {
    const disks = [one({ device_id: 'nvr-1', disk: '1' }, 0), one({ device_id: 'nvr-1', disk: '2' }, 1)];
    expect(await observed({ 'device_disk_state{state!="normal"': disks })).toEqual(['nvr-1 disks_good false']);
  });
});
