import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { areSame, countOf, listOf, Marks } from './marks.ts';

/** Some of two hundred places, which take several words. */
const size = 200;
const places = fc.uniqueArray(fc.nat(size - 1), { maxLength: size });
const sorted = (of: Iterable<number>): number[] => [...of].sort((a, b) => a - b);

test('marks are put together as sets are, of other marks or of lists', () => {
  fc.assert(
    fc.property(places, places, (one, other) => {
      const marks = Marks.of(size, one);
      const inBoth = one.filter((place) => other.includes(place));
      const onlyInOne = one.filter((place) => !other.includes(place));
      const onlyInOther = other.filter((place) => !one.includes(place));
      for (const others of [other, Marks.of(size, other)]) {
        const added = Marks.of(size, one);
        added.add(others);
        expect([...added]).toEqual(sorted([...one, ...onlyInOther]));
        expect(added.count).toBe(one.length + onlyInOther.length);
        expect([...marks.without(others)]).toEqual(sorted(onlyInOne));
        expect(marks.meets(others)).toBe(inBoth.length > 0);
      }
      const others = Marks.of(size, other);
      expect([...marks.both(others)]).toEqual(sorted(inBoth));
      expect([...marks.differences(others)]).toEqual(sorted([...onlyInOne, ...onlyInOther]));
      expect([...marks]).toEqual(sorted(one));
    }),
  );
});

test('one place after the other is marked and cleared, each counted once, and told anew after each', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ place: fc.nat(size - 1), clears: fc.boolean() })), (steps) => {
      const marks = new Marks(size);
      const expected = new Set<number>();
      for (const { place, clears } of steps) {
        if (clears) {
          marks.clear(place);
          expected.delete(place);
        } else {
          marks.set(place);
          expected.add(place);
        }
        expect(marks.has(place)).toBe(!clears);
        expect(marks.count).toBe(expected.size);
        expect(marks.places()).toEqual(sorted(expected));
      }
    }),
  );
});

test('marks of fewer places are those of more of which no further one is marked', () => {
  const [few, more] = [Marks.of(40, [3, 39]), Marks.of(120, [3, 39, 119])];
  expect([...more.differences(few)]).toEqual([119]);
  expect([...few.differences(more)]).toEqual([119]);
  for (const [one, other] of [
    [few, more],
    [more, few],
  ] as const) {
    expect(areSame(one, other)).toBe(false);
    expect(areSame(one.without([119]), other.without([119]))).toBe(true);
    expect([...one.both(other)]).toEqual([3, 39]);
  }
  expect([...Marks.of(120, few)]).toEqual([3, 39]);
  expect(few.has(119)).toBe(false);
});

test('a list and marks are some places alike', () => {
  const marks = Marks.of(size, [7, 64]);
  expect(countOf(marks)).toBe(countOf([7, 64]));
  expect(listOf(marks)).toEqual(listOf([7, 64]));
  expect(areSame(marks, Marks.of(size, [64, 7]))).toBe(true);
  expect(areSame(marks, Marks.of(size, [64, 8]))).toBe(false);
  expect(areSame([7, 64], [7, 64])).toBe(true);
  expect(areSame([7, 64], [7])).toBe(false);
});
