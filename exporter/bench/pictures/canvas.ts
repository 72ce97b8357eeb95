import { execFileSync } from 'node:child_process';
import type { Random } from './random.ts';

/** The view is made at the size at which the judge wants it: four times as large a one costs four times as much and shows it nothing else. */
export const viewWidth = 320;
export const viewHeight = 180;

/** A photograph at the scale of a camera: larger than its view, so that the view can move. Planes are 4:4:4, full range. */
export interface Canvas {
  width: number;
  height: number;
  luma: Uint8Array;
  cb: Uint8Array;
  cr: Uint8Array;
  /** Luma as a camera sees it in infrared: leaves and cloth reflect it otherwise than light, so it follows the colour a little. */
  infrared: Uint8ClampedArray;
}

/** Where the view's upper left corner lies on the canvas. */
export interface Place {
  x: number;
  y: number;
}

/** The photograph so large that a view takes this share of its width. */
export function loadCanvas(file: string, share: number): Canvas {
  const [width, height] = sizeOf(file);
  const wanted = Math.max(viewWidth / share, (1.12 * viewHeight * width) / height);
  const [w, h] = [Math.round(wanted / 2) * 2, Math.round((wanted * height) / width / 2) * 2];
  const scale = `scale=${w}:${h}:flags=area,format=yuvj444p`;
  const args = ['-v', 'error', '-i', file, '-vf', scale, '-frames:v', '1', '-f', 'rawvideo', '-'];
  const planes = execFileSync('ffmpeg', args, { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] });
  const part = (at: number): Uint8Array => Uint8Array.from(planes.subarray(at * w * h, (at + 1) * w * h));
  const [luma, cb, cr] = [part(0), part(1), part(2)];
  const infrared = new Uint8ClampedArray(luma);
  for (let at = 0; at < infrared.length; at++) infrared[at] = (luma[at] ?? 0) + 0.5 * ((cr[at] ?? 128) - 128);
  return { width: w, height: h, luma, cb, cr, infrared };
}

function sizeOf(file: string): [number, number] {
  const args = [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-show_entries',
    'stream=width,height',
    '-of',
    'csv=p=0',
    file,
  ];
  const [width, height] = execFileSync('ffprobe', args, { encoding: 'utf8' }).trim().split(',').map(Number);
  if (!width || !height) throw new Error(`${file}: no size`);
  return [width, height];
}

/** A camera is aimed at something: of some places the one with most structure in its four quarters. */
export function aim({ width, height, luma }: Canvas, random: Random): Place {
  let [best, most]: [Place, number] = [{ x: 0, y: 0 }, -1];
  for (let tries = 0; tries < 8; tries++) {
    const place = { x: random.whole(width - viewWidth), y: random.whole(height - viewHeight) };
    const quarters = [0, 0, 0, 0];
    for (let y = 0; y < viewHeight - 4; y += 2) {
      for (let x = 0; x < viewWidth - 4; x += 2) {
        const at = (place.y + y) * width + place.x + x;
        const quarter = (y < viewHeight / 2 ? 0 : 2) + (x < viewWidth / 2 ? 0 : 1);
        const here = luma[at] ?? 0;
        const step = Math.abs((luma[at + 4] ?? 0) - here) + Math.abs((luma[at + 4 * width] ?? 0) - here);
        quarters[quarter] = (quarters[quarter] ?? 0) + Math.min(step, 40);
      }
    }
    const structure = quarters.reduce((sum, quarter) => sum + Math.sqrt(quarter), 0);
    if (structure > most) [best, most] = [place, structure];
  }
  return best;
}
