import { describe, expect, test } from '@jest/globals';
import { Exposition, labels } from './exposition.ts';
import { failureOf } from './failure.ts';
import { scrapePatienceSeconds } from './patience.ts';

describe('an exposition', () => {
  test('of nothing is nothing: what is not known is absent', () => {
    const exposition = new Exposition();
    exposition.add('stream_frames', undefined);
    expect(exposition.text()).toBe('');
  });

  test('keeps the samples of a metric together under its help and type', () => {
    const exposition = new Exposition();
    exposition.add('network_port_full_duplex', 1, labels({ port: 'a' }));
    exposition.add('probe_success', 1);
    exposition.add('network_port_full_duplex', 0, labels({ port: 'b' }));
    expect(exposition.text()).toBe(
      [
        '# HELP probe_success 1 if the probe succeeded, 0 if the device failed it.',
        '# TYPE probe_success gauge',
        'probe_success 1',
        '# HELP network_port_full_duplex 1 if the port works in full duplex, 0 in half.',
        '# TYPE network_port_full_duplex gauge',
        'network_port_full_duplex{port="a"} 1',
        'network_port_full_duplex{port="b"} 0',
        '',
      ].join('\n'),
    );
  });

  test('tells again what is amiss, and only while it is', () => {
    const exposition = new Exposition();
    exposition.add('network_port_oper_up', 0, labels({ port: 'a', element_id: 'camera-1' }));
    exposition.add('network_port_oper_up', 1, labels({ port: 'b', element_id: 'camera-2' }));
    exposition.add('network_port_oper_up', 0, labels({ port: 'free', element_id: '' }));
    exposition.add('stream_packets_lost', 7, labels({ stream: 'watched' }));
    exposition.add('cabinet_door_open', Number.NaN, labels({ sensor: 'door' }));
    exposition.add('probe_success', 1);
    const amiss = exposition
      .text()
      .split('\n')
      .filter((line) => /^\w+_amiss/.test(line));
    expect(amiss).toEqual([
      'network_port_oper_up_amiss{port="a",element_id="camera-1"} 0',
      'stream_packets_lost_amiss{stream="watched"} 7',
    ]);
  });

  test('tells of a state set the states that are amiss', () => {
    const exposition = new Exposition();
    for (const [source, value] of Object.entries({ none: 0, normal: 0, bypass: 0, battery: 1 }))
      exposition.add('power_source', value, labels({ source }));
    for (const [state, value] of Object.entries({ searching: 0, delivering: 1, fault: 0 }))
      exposition.add('poe_port_state', value, labels({ port: 'a', element_id: 'camera-1', state }));
    expect(exposition.text().match(/^\w+_amiss.*$/gm)).toEqual(['power_source_amiss{source="battery"} 1']);
  });

  test('leaves out of what is amiss what a bound says is surely well', () => {
    const exposition = new Exposition();
    for (const [element, volts] of Object.entries({ good: 228, least: 198, low: 197.9, gone: 0 }))
      exposition.add('power_element_volts', volts, labels({ element_id: element }));
    exposition.add('power_input_volts', 150, labels({ input: 'bypass', line: '1' }));
    expect(exposition.text().match(/^\w+_amiss.*$/gm)).toEqual([
      'power_element_volts_amiss{element_id="low"} 197.9',
      'power_element_volts_amiss{element_id="gone"} 0',
    ]);
  });

  test('escapes what a device calls its ports', () => {
    expect(labels({ port: 'a"b\\c\nd' })).toBe('{port="a\\"b\\\\c\\nd"}');
  });
});

describe('a failure of a socket', () => {
  test.each([
    ['ECONNREFUSED', 'refused'],
    ['ETIMEDOUT', 'timeout'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['ECONNRESET', 'protocol'],
  ])('%s means %s', (code, reason) => {
    expect(failureOf(Object.assign(new Error(code), { code })).reason).toBe(reason);
  });
});

describe('the patience of a scrape', () => {
  test.each([
    ['10', 9.75],
    ['0.3', 0.15],
    [undefined, Infinity],
    ['', Infinity],
    ['soon', Infinity],
    ['-1', Infinity],
  ])('with the header %s is %d s', (header, seconds) => {
    expect(scrapePatienceSeconds(header)).toBe(seconds);
  });
});
