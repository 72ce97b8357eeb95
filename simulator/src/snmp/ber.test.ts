import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BerReader, encode, encodeInteger, encodeOid, tag } from './ber.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('an integer', () => {
  test.each([
    [0, '020100'],
    [127, '02017f'],
    [128, '02020080'],
    [-1, '0201ff'],
    [-128, '020180'],
    [-129, '0202ff7f'],
    [2 ** 31 - 1, '02047fffffff'],
    [-(2 ** 31), '020480000000'],
    [2 ** 32 - 1, '020500ffffffff'],
    [2 ** 53, '020720000000000000'],
  ])('%d is %s (X.690 section 8.3)', (value, expected) => {
    expect(hex(encodeInteger(tag.integer, value))).toBe(expected);
  });

  test('is read as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 32 }), (value) => {
        expect(new BerReader(encodeInteger(tag.integer, value)).integer()).toBe(value);
      }),
    );
  });
});

describe('an object identifier', () => {
  test.each([
    [[1, 3, 6, 1], '06032b0601'],
    [[1, 0, 8802, 1], '060428c46201'],
    [[1, 3, 127, 128, 16383, 16384], '06092b7f8100ff7f818000'],
    [[2, 999, 3], '0603883703'],
  ])('%j is %s (X.690 section 8.19)', (oid, expected) => {
    expect(hex(encodeOid(oid))).toBe(expected);
  });

  test('is read as it was written', () => {
    const sub = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(fc.array(sub, { maxLength: 60 }), (rest) => {
        expect(new BerReader(encodeOid([1, 3, ...rest])).oid()).toEqual([1, 3, ...rest]);
      }),
    );
  });
});

test.each([
  [127, '047f'],
  [128, '048180'],
  [255, '0481ff'],
  [256, '04820100'],
])('the length of %d octets', (length, header) => {
  const encoded = encode(tag.octets, Buffer.alloc(length - 2), Buffer.alloc(2));
  expect(hex(encoded).startsWith(header)).toBe(true);
  expect(encoded.length).toBe(header.length / 2 + length);
});
