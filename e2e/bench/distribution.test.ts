import { expect, test } from '@jest/globals';
import { distribution, quantile } from './distribution.ts';

test('of no values there is no distribution', () => {
  expect(distribution([])).toEqual({ p50: null, p90: null, p99: null, max: null });
});

test('a quantile is a value that occurred, and the last of a few is their p99', () => {
  const values = [50, 10, 30, 20, 40];
  expect(quantile(values, 0.5)).toBe(30);
  expect(distribution(values)).toEqual({ p50: 30, p90: 50, p99: 50, max: 50 });
});

test('one slow of two hundred is beyond p99, three are not', () => {
  const quick = Array.from({ length: 197 }, () => 40.04);
  expect(distribution([...quick, 40, 40, 99]).p99).toBe(40);
  expect(distribution([...quick, 99, 99, 99]).p99).toBe(99);
});
