import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareOids, formatOid, isUnder, oid, subidentifiers } from './oid.ts';

const dotted = fc
  .tuple(
    fc.constantFrom(...['0', '1'].flatMap((first) => ['0', '3', '39'].map((second) => `${first}.${second}`)), '2.999'),
    fc.array(fc.oneof(fc.nat(300), fc.nat(0xffffffff)), { minLength: 1, maxLength: 20 }),
  )
  .map(([head, rest]) => [head, ...rest].join('.'));

const bySubidentifier = (a: string, b: string): number => {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  const at = left.findIndex((value, i) => value !== right[i]);
  if (at < 0) return left.length - right.length;
  return (left[at] ?? 0) - (right[at] ?? -1);
};

describe('object identifiers', () => {
  test('what is not one is refused', () => {
    for (const wrong of ['', '1', '3.1', '1.40', '1.3.x', '1.3.-1', '1.3.4294967296'])
      expect(() => oid(wrong)).toThrow(RangeError);
  });

  test('encode as X.690 shows: 2.999.3 is 88 37 03', () => {
    expect([...oid('2.999.3')]).toEqual([0x88, 0x37, 0x03]);
  });

  test('come back as they were written', () => {
    fc.assert(fc.property(dotted, (text) => expect(formatOid(oid(text))).toBe(text)));
  });

  test('are ordered by subidentifier, whatever their length in octets', () => {
    fc.assert(
      fc.property(dotted, dotted, (a, b) => {
        expect(Math.sign(compareOids(oid(a), oid(b)))).toBe(Math.sign(bySubidentifier(a, b)));
      }),
    );
    expect(compareOids(oid('1.3.16384'), oid('1.3.16383'))).toBeGreaterThan(0);
  });

  test('lie under a subtree only with all of its subidentifiers', () => {
    expect(isUnder(oid('1.3.6.1'), oid('1.3.6'))).toBe(true);
    expect(isUnder(oid('1.3.6'), oid('1.3.6'))).toBe(false);
    expect(isUnder(oid('1.3.60.1'), oid('1.3.6'))).toBe(false);
  });

  test('cut after their column give the index of the row', () => {
    expect(subidentifiers(oid('1.3.6.10101'), oid('1.3.6').length)).toEqual([10101]);
  });
});
