import { sunElevation } from '../../src/picture/sun.ts';
import type { Camera } from './camera.ts';
import { Random } from './random.ts';

/** What the sky does at one visit. Everything but the gusts runs on from the visit before. */
export interface Sky {
  at: number;
  sun: number;
  /** Where the sun stands on its way from east to west, -1 to 1. */
  azimuth: number;
  /** Direct light of the sun, 0 to 1. */
  direct: number;
  /** Optical depth of the fog at the far end of the view; 3 hides it. */
  fog: number;
  /** 0 to 1. */
  rain: number;
  /** 0 to 1. */
  wind: number;
  /** Whether the camera sees in infrared. */
  infrared: boolean;
  /** Drift of the white balance, levels. */
  warm: number;
  tint: number;
  /** Slow error of the exposure, a factor. */
  exposure: number;
  /** Share of the usual traffic at this hour. */
  traffic: number;
  /** Drops on the lens: shares of the view, pixels. */
  drops: readonly { x: number; y: number; radius: number }[];
  /** Vehicles that stand in view for long: which thing, where and how large. */
  parked: readonly { thing: number; x: number; y: number; width: number }[];
}

const minutesPerVisit = 5;
const regimes = ['clear', 'clear', 'cloudy', 'cloudy', 'overcast', 'fog', 'rain'] as const;
type Regime = (typeof regimes)[number];

/** The weather, light and traffic at one camera from a time on, visit by visit: a regime stays for hours. */
export class Weather {
  #camera: Camera;
  #random: Random;
  #at: number;
  #regime: Regime = 'clear';
  #left = 0;
  #fogAim = 0;
  #cloud = 0;
  #sky: Omit<Sky, 'at' | 'sun' | 'azimuth' | 'infrared' | 'traffic'>;
  #infrared = false;

  constructor(camera: Camera, day: number) {
    this.#camera = camera;
    this.#random = new Random(camera.seed, day, 23);
    const offset = (camera.longitude / 360) * 86_400_000;
    this.#at = Date.UTC(2026, 0, 1) + Math.floor(this.#random.next() * 365) * 86_400_000 - offset;
    this.#sky = {
      ...{ direct: 0.8, fog: 0, rain: 0, wind: 0.2, warm: 0, tint: 0, exposure: 1 },
      drops: [],
      parked: [],
    };
    for (let warmUp = 0; warmUp < 30; warmUp++) this.#run();
  }

  /** The sky at the next visit. */
  next(minutes = minutesPerVisit): Sky {
    for (let step = 0; step < minutes / minutesPerVisit; step++) {
      this.#at += minutesPerVisit * 60_000;
      this.#run();
    }
    const { latitude, longitude, infrared, switchAt } = this.#camera;
    const sun = sunElevation(latitude, longitude, this.#at);
    // Thick clouds make it night earlier.
    const light = sun - 1.5 * (this.#regime === 'clear' || this.#regime === 'cloudy' ? 0 : 1);
    if (light < switchAt.below) this.#infrared = infrared;
    else if (light > switchAt.above) this.#infrared = false;
    const hour = (((this.#at / 3_600_000 + longitude / 15) % 24) + 24) % 24;
    const rush = Math.exp(-((hour - 8) ** 2) / 3) + Math.exp(-((hour - 18) ** 2) / 4);
    const traffic = hour < 5.5 ? 0.15 : 0.8 + 2 * rush;
    return { ...this.#sky, at: this.#at, sun, azimuth: (hour - 12) / 7, infrared: this.#infrared, traffic };
  }

  #run(): void {
    const random = this.#random;
    if (this.#left-- <= 0) {
      this.#regime = random.pick(regimes);
      this.#left = 12 + random.whole(this.#regime === 'fog' ? 60 : 100);
      this.#fogAim =
        this.#regime === 'fog' ? random.between(0.5, 3) : this.#regime === 'rain' ? random.between(0, 0.5) : 0;
    }
    const sky = this.#sky;
    const towards = (from: number, aim: number, share: number): number => from + (aim - from) * share;
    if (random.chance(0.15)) this.#cloud = random.next();
    const wanted = { clear: 1, cloudy: this.#cloud, overcast: 0.04, fog: 0.05, rain: 0.03 }[this.#regime];
    sky.direct = towards(sky.direct, wanted, 0.35);
    sky.fog = towards(sky.fog, this.#fogAim, 0.12);
    sky.rain = towards(sky.rain, this.#regime === 'rain' ? 0.3 + 0.7 * this.#cloud : 0, 0.3);
    sky.wind = towards(sky.wind, this.#regime === 'rain' ? 0.8 : random.next(), 0.1);
    sky.warm = Math.max(-5, Math.min(5, towards(sky.warm, 0, 0.03) + random.normal() * 0.5));
    sky.tint = Math.max(-3, Math.min(3, towards(sky.tint, 0, 0.03) + random.normal() * 0.3));
    sky.exposure = Math.max(0.8, Math.min(1.25, towards(sky.exposure, 1, 0.1) * (1 + random.normal() * 0.03)));
    this.#drop();
    this.#park();
  }

  /** Drops gather in rain and dry afterwards. */
  #drop(): void {
    const random = this.#random;
    const left = this.#sky.drops.filter(() => !random.chance(this.#sky.rain > 0.2 ? 0.03 : 0.2));
    const falls = this.#sky.rain > 0.2 && left.length < 5 && random.chance(0.1);
    const drop = { x: random.next(), y: random.next(), radius: random.between(4, 13) };
    this.#sky.drops = falls ? [...left, drop] : left;
  }

  /** A vehicle stops for some minutes to some hours, a few times a day. */
  #park(): void {
    const random = this.#random;
    const left = this.#sky.parked.filter(({ thing }) => !random.chance(thing % 2 ? 0.15 : 0.02));
    const comes = left.length < 2 && random.chance(0.02);
    const width = random.between(30, 85);
    const vehicle = { thing: random.whole(1000), x: random.between(0, 1), y: random.between(0.35, 1), width };
    this.#sky.parked = comes ? [...left, vehicle] : left;
  }
}
