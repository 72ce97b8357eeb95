import { fill, type Picture } from './frame.ts';

/** Digits and signs, three dots wide and five high, a row an octal digit. */
const glyphs: Readonly<Record<string, string>> = {
  ...{ 0: '75557', 1: '26227', 2: '71747', 3: '71717', 4: '55711', 5: '74717', 6: '74757', 7: '71244', 8: '75757' },
  ...{ 9: '75717', '-': '00700', ':': '02020', ' ': '00000' },
};

/** Text of digits, "-" and ":" in white on black at the upper left, as cameras write the time into their pictures. */
export function caption(onto: Picture, text: string): void {
  const dot = Math.max(2, Math.round(onto.height / 180));
  const margin = 5 * dot;
  [...text].forEach((letter, column) => {
    const left = margin + column * 4 * dot;
    fill(onto, left - dot, margin - dot, left + 3 * dot, margin + 6 * dot, [24, 128, 128]);
    [...(glyphs[letter] ?? '')].forEach((row, line) => {
      for (let x = 0; x < 3; x++)
        if ((Number.parseInt(row, 8) >> (2 - x)) & 1)
          fill(
            onto,
            left + x * dot,
            margin + line * dot,
            left + (x + 1) * dot,
            margin + (line + 1) * dot,
            [230, 128, 128],
          );
    });
  });
}
