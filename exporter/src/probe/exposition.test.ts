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
    exposition.add('network_port_admin_up', 1, labels({ port: 'a' }));
    exposition.add('probe_success', 1);
    exposition.add('network_port_admin_up', 0, labels({ port: 'b' }));
    expect(exposition.text()).toBe(
      [
        '# HELP probe_success 1 if the probe succeeded, 0 if the device failed it.',
        '# TYPE probe_success gauge',
        'probe_success 1',
        '# HELP network_port_admin_up 1 if the port is administratively up (IF-MIB ifAdminStatus 1).',
        '# TYPE network_port_admin_up gauge',
        'network_port_admin_up{port="a"} 1',
        'network_port_admin_up{port="b"} 0',
        '',
      ].join('\n'),
    );
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
