import { viewWidth } from './canvas.ts';
import { Random } from './random.ts';

const [glyphWidth, glyphHeight, pixel] = [5, 7, 1];

/** Signs of a made-up alphabet, 5 x 7 dots: statistics see no difference to letters. */
const glyphs = Array.from({ length: 40 }, (_, sign) => {
  const random = new Random(sign, 3);
  return Array.from({ length: glyphWidth * glyphHeight }, () => random.chance(0.45));
});

/** Write white signs with a black rim at a place, in pixels. */
export function writeSigns(
  luma: Uint8ClampedArray,
  signs: readonly number[],
  left: number,
  top: number,
  size = pixel,
): void {
  signs.forEach((sign, place) => {
    const glyph = glyphs[sign % glyphs.length] ?? [];
    const x0 = left + place * (glyphWidth + 1) * size;
    const paint = (grow: number, value: number): void => {
      glyph.forEach((set, dot) => {
        if (!set) return;
        const [x, y] = [x0 + (dot % glyphWidth) * size, top + Math.floor(dot / glyphWidth) * size];
        for (let row = y - grow; row < y + size + grow; row++) {
          luma.fill(value, row * viewWidth + x - grow, row * viewWidth + x + size + grow);
        }
      });
    };
    paint(1, 10);
    paint(0, 240);
  });
}

/** The time at the top left, the camera's name at the bottom right. */
export function writeOsd(luma: Uint8ClampedArray, camera: number, at: number): void {
  const time = [...String(Math.floor(at / 1000))].map(Number);
  writeSigns(luma, [...time, ...time.slice(0, 4)], 6, 5);
  const name = Array.from({ length: 8 }, (_, place) => 10 + ((camera * 7 + place * 5) % 30));
  writeSigns(luma, name, 260, 167);
}
