import { pictureFaultIds, type PictureFault } from '@roundsman/contract/pictureFaults.ts';
import { confirmations } from '../../src/picture/confirmation.ts';
import { judge, type Judgement } from '../../src/picture/judge.ts';
import { freshMemory, type PictureMemory } from '../../src/picture/memory.ts';
import type { TimedPicture } from '../../src/picture/observation.ts';
import type { Camera } from './camera.ts';
import { throughCoder } from './coder.ts';
import { writeOsd } from './osd.ts';
import { drawFault, type Strength } from './faults.ts';
import { packetsLostOf } from './packets.ts';
import { Random } from './random.ts';
import { newFrame, render, type Harm } from './render.ts';
import type { Weather } from './weather.ts';
import { type Sky } from './weather.ts';

/** What one visit of a camera is made of. */
interface Visit {
  sky: Sky;
  pictures: number;
  harm?: Harm;
  packetsLost?: number;
}

const betweenPictures = 2000;

/** Visit a camera again and again; everything that it sees goes through the coder. */
async function* visits(
  camera: Camera,
  plan: Iterable<Visit>,
  start: () => PictureMemory,
  startsAnew: (visit: Visit) => boolean = () => false,
): AsyncGenerator<{ visit: Visit; judgement: Judgement }> {
  const made: Visit[] = [];
  const random = new Random(camera.seed, 77);
  const frame = newFrame();
  async function* frames(): AsyncGenerator<Uint8Array> {
    for (const visit of plan) {
      made.push(visit);
      for (let picture = 0; picture < visit.pictures; picture++) {
        yield render(camera, visit.sky, random, visit.harm, frame).raw;
      }
    }
  }
  let memory = start();
  let pictures: TimedPicture[] = [];
  for await (const picture of throughCoder(frames(), camera.quantiser)) {
    const visit = made[0];
    if (!visit) throw new Error('the coder gave more pictures than it was given');
    pictures.push({ picture, at: visit.sky.at + pictures.length * betweenPictures });
    if (pictures.length < visit.pictures) continue;
    made.shift();
    if (startsAnew(visit)) memory = start();
    const judgement = judge(memory, {
      ...{ pictures, decoderErrors: 0, packetsLost: visit.packetsLost ?? 0, at: visit.sky.at },
      sunElevation: visit.sky.sun,
    });
    memory = judgement.memory;
    pictures = [];
    yield { visit, judgement };
  }
}

/** Two days of normal visits, one each 15 minutes. */
export async function learnView(camera: Camera, weather: Weather): Promise<PictureMemory> {
  function* plan(): Generator<Visit> {
    for (let visit = 0; visit < 192; visit++) yield { sky: weather.next(15), pictures: 1 };
  }
  let memory = freshMemory();
  for await (const { judgement } of visits(camera, plan(), freshMemory)) memory = judgement.memory;
  return memory;
}

export interface FalseAlarm {
  fault: PictureFault;
  day: number;
  sun: number;
  fog: number;
}

/**
 * Normal days at the default schedule. Each visit has one picture, each fourth visit a second one 2 s later, for the faults that
 * ask for it: less than a real visit has, so a passing thing is less likely to be taken for what it is.
 */
export async function countFalseAlarms(
  camera: Camera,
  weather: Weather,
  memory: PictureMemory,
  days: number,
): Promise<FalseAlarm[]> {
  const random = new Random(camera.seed, 5);
  function* plan(): Generator<Visit> {
    for (let visit = 0; visit < days * 288; visit++) {
      const packetsLost = random.chance(0.01) ? random.whole(40) : random.chance(0.03) ? 1 : 0;
      yield { sky: weather.next(), pictures: visit % 4 ? 1 : 2, packetsLost };
    }
  }
  const alarms: FalseAlarm[] = [];
  let [standing, visit]: [PictureFault | undefined, number] = [undefined, 0];
  for await (const { visit: at, judgement } of visits(camera, plan(), () => memory)) {
    const now = judgement.verdicts.find(({ confirmed }) => confirmed)?.fault;
    if (now && now !== standing) alarms.push({ fault: now, day: visit / 288, sun: at.sky.sun, fog: at.sky.fog });
    standing = now;
    visit++;
  }
  return alarms;
}

export interface Positive {
  fault: PictureFault;
  strength: Strength;
  scene: string;
  /** What was confirmed at the end: the fault itself, another one, or nothing. */
  said?: PictureFault;
  /** Scores of the fault over the visits. */
  scores: (number | undefined)[];
  sun: number;
}

/** Each fault at both strengths, at a time of day by chance, for as many visits as its confirmation looks at, from the memory of a healthy camera. */
export async function tryFaults(camera: Camera, weather: Weather, memory: PictureMemory): Promise<Positive[]> {
  const random = new Random(camera.seed, 61);
  const positives: Positive[] = [];
  const started = new Set<Visit>();
  const told = new Map<Visit, Positive>();
  function* plan(): Generator<Visit> {
    for (const fault of pictureFaultIds) {
      for (const strength of ['mild', 'clear'] as const) {
        const skies = skiesFor(fault, weather, random, camera);
        const positive: Positive = { fault, strength, scene: camera.scene, scores: [], sun: skies[0]?.sun ?? 0 };
        positives.push(positive);
        const harm = harmOf(fault, strength, camera, random.whole(1e9));
        const lossy =
          fault === 'mosaic' ? packetsLostOf(camera, strength === 'clear' ? 0.03 : 0.01, random) : undefined;
        for (const [order, sky] of skies.entries()) {
          const visit: Visit = { sky, pictures: 2, harm, packetsLost: lossy?.() };
          if (!order) started.add(visit);
          told.set(visit, positive);
          yield visit;
        }
      }
    }
  }
  for await (const { visit, judgement } of visits(
    camera,
    plan(),
    () => memory,
    (visit) => started.has(visit),
  )) {
    const positive = told.get(visit);
    if (!positive) throw new Error('a visit of no fault');
    positive.scores.push(judgement.verdicts.find(({ fault }) => fault === positive.fault)?.score);
    positive.said = judgement.verdicts.find(({ confirmed }) => confirmed)?.fault;
  }
  return positives;
}

/** The next hours that allow the fault: colours are told by day only, and nothing is told of a view in twilight. */
function skiesFor(fault: PictureFault, weather: Weather, random: Random, camera: Camera): Sky[] {
  const ofDay = fault === 'monochrome' || fault === 'colour_cast';
  for (let skip = random.whole(60); skip > 0; skip--) weather.next();
  for (let tries = 0; tries < 2000; tries++) {
    const first = weather.next();
    const fits = ofDay ? first.sun > 12 : Math.abs(first.sun) > 9;
    if (!fits) continue;
    const rest = Array.from({ length: confirmations[fault].among - 1 }, () => weather.next());
    const last = rest.at(-1) ?? first;
    if (ofDay ? last.sun > 10 : Math.sign(last.sun) === Math.sign(first.sun) && Math.abs(last.sun) > 5)
      return [first, ...rest];
  }
  throw new Error(`${camera.scene}: no hour for ${fault}`);
}

function harmOf(fault: PictureFault, strength: Strength, camera: Camera, seed: number): Harm {
  if (fault === 'mosaic') return {};
  if (fault !== 'frozen') return drawFault(fault, strength, camera.canvas, camera.place, seed);
  // The first picture stays; mild: name and time are written behind the stage that hangs, and go on.
  let first: { luma: Uint8ClampedArray; cb: Uint8ClampedArray; cr: Uint8ClampedArray } | undefined;
  return {
    osd: false,
    signal: (frame, random) => {
      first ??= { luma: frame.luma.slice(), cb: frame.cb.slice(), cr: frame.cr.slice() };
      frame.luma.set(first.luma);
      frame.cb.set(first.cb);
      frame.cr.set(first.cr);
      if (strength === 'clear') return;
      writeOsd(frame.luma, camera.seed, random.whole(1e12));
    },
  };
}
