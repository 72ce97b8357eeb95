import type { Plant } from '../../plant/plant.ts';
import type { Device } from '../views/device.ts';
import type { Notification } from './notification.ts';
import { watchesOf, type Watch } from './watches.ts';

/** A device with its way of telling. */
export interface Teller {
  device: Device;
  tell: (notification: Notification) => void;
}

/** While a battery runs it is looked after each second: nothing else says when it is low. */
const onBatteryEveryMs = 1000;
/** A timer takes no more than 2^31 − 1 milliseconds. */
const longestMs = 60_000;

/**
 * Looks after all devices, and lets each tell what changed, as far as a way leads from it: what happens to a device that is cut off
 * stays untold, which is why nobody may trust notifications alone.
 */
export class Watchman {
  readonly #plant: Plant;
  readonly #posts: { teller: Teller; watches: { watch: Watch; state: ReturnType<Watch['state']> }[] }[];
  readonly #upses: readonly string[];
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(plant: Plant, tellers: readonly Teller[]) {
    this.#plant = plant;
    this.#posts = tellers.map((teller) => ({
      teller,
      watches: watchesOf(teller.device).map((watch) => ({ watch, state: watch.state() })),
    }));
    this.#upses = tellers.flatMap(({ device: { element } }) => (element.kind === 'ups' ? [element.id] : []));
  }

  /** From now on, whenever something may have changed. */
  start(): void {
    this.#plant.onChange(() => this.#lookAndWait());
    this.#lookAndWait();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  look(): void {
    for (const { teller, watches } of this.#posts) {
      for (const post of watches) {
        const state = post.watch.state();
        if (state === post.state) continue;
        post.state = state;
        const notification = post.watch.told();
        if (notification && this.#plant.condition(teller.device.element.id).reachable) teller.tell(notification);
      }
    }
  }

  #lookAndWait(): void {
    if (this.#stopped) return;
    this.look();
    clearTimeout(this.#timer);
    const now = this.#plant.now();
    const onBattery = this.#upses.some((id) => this.#plant.ups(id).onBatterySince !== undefined);
    const wait = Math.min(this.#plant.changesAt() - now, onBattery ? onBatteryEveryMs : longestMs, longestMs);
    this.#timer = setTimeout(() => this.#lookAndWait(), Math.max(1, wait)).unref();
  }
}
