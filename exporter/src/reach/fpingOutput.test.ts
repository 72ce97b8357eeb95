import { describe, expect, test } from '@jest/globals';
import { readFpingOutput } from './fpingOutput.ts';

/** Written by fping 5.1, `-C 3` without `-q`, in a network with a router that knows no way to one of the addresses. */
const recorded = `
ICMP Network Unreachable from 21.4.10.13 for ICMP Echo sent to 240.0.0.1
ICMP Network Unreachable from 21.4.10.13 for ICMP Echo sent to 240.0.0.1

127.0.0.1 : 0.025 0.057 0.054
192.0.2.1 : 0.165 - 12
198.51.100.9 : - - -
240.0.0.1 : - - -
::1       : 0.036 0.037 0.036
`;

describe('the output of fping', () => {
  test('tells lost answers from late ones, and silence from what a router said', () => {
    const { byAddress, others } = readFpingOutput(recorded);
    const none = [undefined, undefined, undefined];
    expect(Object.fromEntries(byAddress)).toEqual({
      '127.0.0.1': { roundTripsMs: [0.025, 0.057, 0.054], complaint: undefined },
      '192.0.2.1': { roundTripsMs: [0.165, undefined, 12], complaint: undefined },
      '198.51.100.9': { roundTripsMs: none, complaint: undefined },
      '240.0.0.1': { roundTripsMs: none, complaint: 'Network Unreachable' },
      '::1': { roundTripsMs: [0.036, 0.037, 0.036], complaint: undefined },
    });
    expect(others).toEqual([]);
  });

  test.each([
    "fping: can't create socket (must run as root?) : Operation not permitted",
    '127.0.0.1 : 0.025 abc',
    '127.0.0.1 : ',
    '127.0.0.1 : [0], 64 bytes, 0.034 ms (0.034 avg, 0% loss)',
  ])('%s is no result', (line) => {
    expect(readFpingOutput(line)).toEqual({ byAddress: new Map(), others: [line.trim()] });
  });
});
