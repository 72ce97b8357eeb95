import {
  chromaHeight,
  chromaWidth,
  pictureBytes,
  pictureHeight,
  pictureOf,
  pictureWidth,
  type Picture,
} from '../src/picture/picture.ts';

/** A small generator of numbers from 0 to 1 that gives the same ones for the same seed. */
export function chances(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  // Park and Miller's minimal standard: products stay exact in a double.
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** A view as a camera over a street sees it: blocks of all sizes, lines and colours, the same for the same seed. */
export interface View {
  /** Light of each colour at a place, in pixels. */
  at: (x: number, y: number) => { luma: number; cb: number; cr: number };
}

export function viewOf(seed: number): View {
  const chance = chances(seed);
  const blocks = Array.from({ length: 90 }, () => {
    const [width, height] = [8 + chance() * 70, 6 + chance() * 50];
    const [x, y] = [-60 + chance() * (pictureWidth + 120), -40 + chance() * (pictureHeight + 80)];
    return { x, y, width, height, luma: 40 + chance() * 170, cb: 104 + chance() * 48, cr: 104 + chance() * 48 };
  });
  const ground = { luma: 110, cb: 122, cr: 132 };
  const points = Array.from({ length: columns * rows }, () => ground);
  for (const block of blocks) {
    for (let row = Math.ceil(2 * block.y) + 2 * margin; row < 2 * (block.y + block.height + margin); row++) {
      for (let column = Math.ceil(2 * block.x) + 2 * margin; column < 2 * (block.x + block.width + margin); column++) {
        if (row >= 0 && row < rows && column >= 0 && column < columns) points[row * columns + column] = block;
      }
    }
  }
  return { at: (x, y) => points[2 * (y + margin) * columns + 2 * (x + margin)] ?? ground };
}

/** Points of a view, half a pixel apart, reach so many pixels over the picture, to move it. */
const margin = 80;
const [columns, rows] = [2 * (pictureWidth + 2 * margin), 2 * (pictureHeight + 2 * margin)];

/** How the camera sees the view this time. */
export interface Take {
  /** Chance of this picture's noise. */
  seed: number;
  noise?: number;
  gain?: number;
  shiftX?: number;
  shiftY?: number;
}

/** Each pixel is the mean of four points, as a scaled picture has it. */
export function take(view: View, { seed, noise = 1.5, gain = 1, shiftX = 0, shiftY = 0 }: Take): Picture {
  const picture = pictureOf(new Uint8Array(pictureBytes));
  const chance = chances(seed * 7919 + 1);
  // Clamped by the array, and places by the machine: Math is slow in Jest's contexts.
  const luma = new Uint8ClampedArray(picture.luma.buffer, 0, picture.luma.length);
  for (let y = 0; y < pictureHeight; y++) {
    for (let x = 0; x < pictureWidth; x++) {
      const point = (dx: number, dy: number): number => view.at(x + dx + shiftX, y + dy + shiftY).luma;
      const light = (point(0, 0) + point(0.5, 0) + point(0, 0.5) + point(0.5, 0.5)) / 4;
      luma[y * pictureWidth + x] = light * gain + noise * (chance() + chance() + chance() - 1.5) * 2;
    }
  }
  for (let y = 0; y < chromaHeight; y++) {
    for (let x = 0; x < chromaWidth; x++) {
      const { cb, cr } = view.at(2 * x + shiftX, 2 * y + shiftY);
      picture.cb[y * chromaWidth + x] = cb;
      picture.cr[y * chromaWidth + x] = cr;
    }
  }
  return picture;
}
