import { describe, expect, test } from '@jest/globals';
import { unixSeconds } from './dateAndTime.ts';

const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const noon = Date.UTC(2026, 10, 23, 12, 30, 15) / 1000;

describe('DateAndTime', () => {
  test.each([
    ['nothing', undefined],
    ['of no octets', octets('')],
    ['of month 0, as of an ONU that was never down', octets('0000 00 00 00 00 00 00 2b 00 00')],
    ['of hour 24', octets('07ea 0b 17 18 00 00 00 2b 00 00')],
    ['cut short', octets('07ea 0b 17 0c 1e 0f')],
  ])('%s is unknown', (_what, value) => {
    expect(unixSeconds(value, true)).toBeUndefined();
  });

  test.each([
    ['east of Greenwich', '07ea 0b 17 14 1e 0f 00 2b 08 00', noon],
    ['west of Greenwich', '07ea 0b 17 07 00 0f 05 2d 05 1e', noon + 0.5],
  ])('%s is the same moment', (_where, value, expected) => {
    expect(unixSeconds(octets(value), false)).toBe(expected);
  });

  test('without an offset is taken for UTC only where that is said', () => {
    const local = octets('07ea 0b 17 0c 1e 0f 00');
    expect(unixSeconds(Uint8Array.from([...local, 0].slice(0, 8)), true)).toBe(noon);
    expect(unixSeconds(Uint8Array.from([...local, 0].slice(0, 8)), false)).toBeUndefined();
  });
});
