import type { Camera } from './camera.ts';
import { viewHeight, viewWidth, type Canvas, type Place } from './canvas.ts';
import { applyLight, type Light } from './field.ts';
import { dayShare, lightOf } from './light.ts';
import { writeOsd } from './osd.ts';
import { Random } from './random.ts';
import type { Sky } from './weather.ts';

const chromaWidth = viewWidth / 2;
const chromaHeight = viewHeight / 2;
export const frameBytes = viewWidth * viewHeight + 2 * chromaWidth * chromaHeight;

/** One uncoded picture, 4:2:0, full range. */
export interface Frame {
  /** All planes, as ffmpeg's raw video has them. */
  raw: Uint8Array;
  luma: Uint8ClampedArray;
  cb: Uint8ClampedArray;
  cr: Uint8ClampedArray;
}

export function newFrame(): Frame {
  const bytes = new Uint8ClampedArray(frameBytes).fill(128);
  const [lumaEnd, cbEnd] = [viewWidth * viewHeight, viewWidth * viewHeight + chromaWidth * chromaHeight];
  const raw = new Uint8Array(bytes.buffer);
  return { raw, luma: bytes.subarray(0, lumaEnd), cb: bytes.subarray(lumaEnd, cbEnd), cr: bytes.subarray(cbEnd) };
}

/** What a fault does on the way from the view to the picture; each part is optional. */
export interface Harm {
  /** Moves the view. */
  place?: (place: Place, random: Random) => Place;
  /** Changes what comes through the lens, before sensor noise. */
  lens?: (frame: Frame, random: Random) => void;
  /** Changes the light that the sensor makes of it, after the automatic exposure. */
  light?: (light: Light) => void;
  /** Changes the picture behind the sensor, before name and time are written. */
  signal?: (frame: Frame, random: Random) => void;
  /** Whether the camera goes on to write name and time. */
  osd?: boolean;
}

const noise = (() => {
  const random = new Random(5);
  return Int8Array.from({ length: 1 << 17 }, () => Math.max(-127, Math.min(127, Math.round(random.normal() * 16))));
})();

/** One key frame of the camera under this sky. Whatever is chance within a visit follows from `random`. */
export function render(camera: Camera, sky: Sky, random: Random, harm: Harm = {}, frame = newFrame()): Frame {
  const gust = camera.sway * sky.wind;
  const swayed = {
    x: camera.place.x + random.normal() * gust * 0.5,
    y: camera.place.y + random.normal() * gust * 0.25,
  };
  const place = harm.place?.(swayed, random) ?? swayed;
  copyView(camera.canvas, place, frame, sky.infrared);
  if (camera.foliage) rustle(frame, camera.foliage, sky.wind, random);
  passBy(frame, camera, sky, random);
  harm.lens?.(frame, random);
  for (const drop of sky.drops) wet(frame, drop);
  const [light, sigma] = lightOf(camera, sky, random, frame.luma, place);
  harm.light?.(light);
  applyLight(frame.luma, light, noise, sigma, () => random.whole(noise.length - viewWidth));
  colour(frame, camera, sky, random, sigma);
  if (sky.rain > 0.1) streak(frame, sky.rain, random);
  harm.signal?.(frame, random);
  if (camera.osd && harm.osd !== false) writeOsd(frame.luma, camera.seed, sky.at);
  return frame;
}

function copyView(canvas: Canvas, place: Place, frame: Frame, infrared: boolean): void {
  const { width, height, cb, cr } = canvas;
  const luma = infrared ? canvas.infrared : canvas.luma;
  const left = Math.max(0, Math.min(width - viewWidth, Math.round(place.x)));
  const top = Math.max(0, Math.min(height - viewHeight, Math.round(place.y)));
  for (let y = 0; y < viewHeight; y++) {
    const from = (top + y) * width + left;
    frame.luma.set(luma.subarray(from, from + viewWidth), y * viewWidth);
    if (y % 2 || infrared) continue;
    const to = (y / 2) * chromaWidth;
    for (let x = 0; x < chromaWidth; x++) {
      frame.cb[to + x] = cb[from + 2 * x] ?? 128;
      frame.cr[to + x] = cr[from + 2 * x] ?? 128;
    }
  }
  if (!infrared) return;
  frame.cb.fill(128);
  frame.cr.fill(128);
}

/** Leaves: small pieces of a round part of the view are each moved by some pixels. */
function rustle(frame: Frame, tree: { x: number; y: number; radius: number }, wind: number, random: Random): void {
  if (wind < 0.15) return;
  const before = frame.luma.slice();
  const [middleX, middleY] = [tree.x * viewWidth, tree.y * viewHeight];
  for (let y = middleY - tree.radius; y < middleY + tree.radius; y += 5) {
    for (let x = middleX - tree.radius; x < middleX + tree.radius; x += 5) {
      if (Math.hypot(x - middleX, y - middleY) > tree.radius) continue;
      const [dx, dy] = [Math.round(random.normal() * 1.5 * wind), Math.round(random.normal() * wind)];
      for (let row = Math.round(y); row < y + 5; row++) {
        if (row < 3 || row >= viewHeight - 4) continue;
        for (let column = Math.max(6, Math.round(x)); column < Math.min(viewWidth - 6, x + 5); column++) {
          frame.luma[row * viewWidth + column] = before[(row + dy) * viewWidth + column + dx] ?? 0;
        }
      }
    }
  }
}

function passBy(frame: Frame, camera: Camera, sky: Sky, random: Random): void {
  for (const { thing, x, y, width } of sky.parked) {
    paste(frame, camera.things[thing % camera.things.length], thing, x, y, width, sky.infrared);
  }
  for (let passing = camera.traffic * sky.traffic; random.chance(Math.min(1, passing)); passing--) {
    const [x, y] = [random.next(), random.between(0.3, 1)];
    paste(frame, random.pick(camera.things), random.whole(1000), x, y, random.between(6, 20 + 45 * y), sky.infrared);
  }
}

/** A piece of another photograph as something that stands or passes in view. */
function paste(
  frame: Frame,
  from: Canvas | undefined,
  piece: number,
  x: number,
  y: number,
  width: number,
  grey: boolean,
) {
  if (!from) return;
  const [w, h] = [Math.round(width / 2) * 2, Math.round((width * 0.6) / 2) * 2];
  const left = Math.round((x * viewWidth - w / 2) / 2) * 2;
  const top = Math.round((y * viewHeight - h) / 2) * 2;
  const [fromX, fromY] = [(piece * 37) % (from.width - w), (piece * 53) % (from.height - h)];
  for (let row = Math.max(0, -top); row < h && top + row < viewHeight; row++) {
    for (let column = Math.max(0, -left); column < w && left + column < viewWidth; column++) {
      const source = (fromY + row) * from.width + fromX + column;
      const at = (top + row) * viewWidth + left + column;
      frame.luma[at] = from.luma[source] ?? 0;
      if (row % 2 || column % 2) continue;
      const chroma = ((top + row) / 2) * chromaWidth + (left + column) / 2;
      frame.cb[chroma] = grey ? 128 : (from.cb[source] ?? 128);
      frame.cr[chroma] = grey ? 128 : (from.cr[source] ?? 128);
    }
  }
}

/** A drop on the lens: what is behind it runs together. */
function wet({ luma }: Frame, { x, y, radius }: { x: number; y: number; radius: number }): void {
  const [middleX, middleY] = [x * viewWidth, y * viewHeight];
  let [sum, count] = [0, 0];
  const within = (visit: (at: number, share: number) => void): void => {
    for (let row = Math.max(0, Math.ceil(middleY - radius)); row < Math.min(viewHeight, middleY + radius); row++) {
      for (
        let column = Math.max(0, Math.ceil(middleX - radius));
        column < Math.min(viewWidth, middleX + radius);
        column++
      ) {
        const far = Math.hypot(row - middleY, column - middleX) / radius;
        if (far < 1) visit(row * viewWidth + column, Math.min(1, 2 * (1 - far)));
      }
    }
  };
  within((at) => ((sum += luma[at] ?? 0), count++));
  within((at, share) => (luma[at] = (luma[at] ?? 0) * (1 - 0.85 * share) + (sum / count) * 0.85 * share));
}

function colour({ cb, cr }: Frame, camera: Camera, sky: Sky, random: Random, sigma: number): void {
  if (sky.infrared) return;
  const day = dayShare(sky);
  const low = sky.direct * Math.max(0, Math.min(1, 1 - Math.abs(sky.sun - 2) / 8));
  // A low sun is red; lamps are yellow, and white balance takes off only a part of it.
  const red = sky.warm + 6 * low + 9 * (1 - day);
  const blue = -sky.warm + sky.tint - 6 * low - 13 * (1 - day);
  const strength = (1 - 0.35 * Math.min(1, sky.fog)) * (0.75 + 0.25 * sky.direct * day) * (0.55 + 0.45 * day);
  const [factor, amount] = [Math.round(strength * 65536), Math.round(sigma * 0.6 * 4096)];
  for (const [plane, shift] of [
    [cb, blue],
    [cr, red],
  ] as const) {
    const offset = Math.round((128 - 128 * strength + shift) * 65536) + 32768;
    let n = random.whole(noise.length - plane.length);
    for (let at = 0; at < plane.length; at++, n++)
      plane[at] = (Math.imul(plane[at] ?? 0, factor) + offset + Math.imul(noise[n] ?? 0, amount)) >> 16;
  }
}

/** Rain and snow as the shutter sees them: short bright strokes. */
function streak({ luma }: Frame, rain: number, random: Random): void {
  const slant = random.between(-0.3, 0.3);
  for (let stroke = 0; stroke < 500 * rain; stroke++) {
    const [x, y] = [random.whole(viewWidth), random.whole(viewHeight)];
    const [length, bright] = [3 + random.whole(7), random.between(4, 13)];
    for (let step = 0; step < length && y + step < viewHeight; step++) {
      const at = (y + step) * viewWidth + Math.round(x + slant * step);
      luma[at] = (luma[at] ?? 0) + bright;
    }
  }
}
