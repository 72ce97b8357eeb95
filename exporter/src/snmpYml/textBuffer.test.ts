import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TextBuffer } from './textBuffer.ts';

const written = (write: (to: TextBuffer) => void): string => {
  const buffer = new TextBuffer();
  write(buffer);
  return buffer.view().toString('utf8');
};

describe('a text buffer', () => {
  test('writes any number as Prometheus reads it back', () => {
    const numbers = fc.oneof(fc.double(), fc.integer(), fc.nat(2_000_000_000), fc.maxSafeNat());
    fc.assert(
      fc.property(numbers, (value) => {
        const text = written((to) => to.value(value));
        const read = { ' +Inf\n': Infinity, ' -Inf\n': -Infinity }[text] ?? Number(text);
        expect(text).toMatch(/^ \S+\n$/);
        expect(read).toEqual(value + 0);
      }),
    );
  });

  test.each([0, 9, 10, 99, 100, 999_999_999, 1_000_000_000, 12_000_000_034, Number.MAX_SAFE_INTEGER, -1, 0.5, 1e21])(
    'writes %d',
    (value) => {
      expect(written((to) => to.value(value))).toBe(` ${value}\n`);
    },
  );

  test('grows, keeps what it has, and gives back what one large device needed', () => {
    const buffer = new TextBuffer();
    const line = `${'城'.repeat(1000)}\n`;
    for (let at = 0; at < 2000; at++) buffer.text(line);
    expect(buffer.view().toString('utf8')).toBe(line.repeat(2000));
    expect(buffer.lines(0, buffer.length)).toBe(2000);
    buffer.clear();
    buffer.text('a');
    expect(buffer.view().toString('utf8')).toBe('a');
    expect(buffer.view().buffer.byteLength).toBeLessThan(1024 * 1024);
  });
});
