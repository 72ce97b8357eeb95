import { Emitter } from '../modules/emit.ts';
import type { Exposition } from '../probe/exposition.ts';
import type { Target, Targets } from '../targets.ts';
import type { PortNames } from './portNames.ts';
import type { Condition, Place, Told } from './rule.ts';

/** What one device can make be remembered: a whole OLT's ONUs and ports. What was told longest ago is forgotten first. */
const maxOfDevice = 2000;

interface Heard {
  name: string;
  place: Place | undefined;
  /** Milliseconds since 1970 by the exporter's clock: those of devices are wrong too often. */
  at: number;
}
interface Standing extends Heard {
  condition: Condition;
  stands: boolean;
}

/** What devices told unasked, until it expires, is cleared, or polling knows better. */
export class NotificationState {
  readonly #expireMs: number;
  readonly #ports: PortNames;
  readonly #now: () => number;
  readonly #devices = new Map<string, { heard: Map<string, Heard>; standing: Map<string, Standing> }>();

  constructor(expireMs: number, ports: PortNames, now: () => number = Date.now) {
    this.#expireMs = expireMs;
    this.#ports = ports;
    this.#now = now;
  }

  take(device: string, { notification, place, condition }: Told): void {
    const known = this.#devices.get(device) ?? { heard: new Map(), standing: new Map() };
    this.#devices.set(device, known);
    const at = this.#now();
    remember(known.heard, { name: notification, place, at });
    if (condition) {
      const { stands, ...of } = condition;
      remember(known.standing, { name: of.name, place, at, condition: of, stands });
    }
  }

  /**
   * Adds what a device told to its probe, which began at `begun`. Whatever the probe itself found out is newer than what was told
   * before it began, so it decides: an alarm whose end got lost on the way does not outlive the next answer.
   */
  show(target: Target, begun: number, exposition: Exposition): void {
    const known = this.#devices.get(target.id);
    if (!known) return;
    const now = this.#now();
    for (const [key, { at }] of known.heard) if (now - at > this.#expireMs) known.heard.delete(key);
    for (const [key, { at, condition }] of known.standing) {
      const { polledBy, repeatedWithinSeconds = Infinity } = condition;
      const expired = now - at > Math.min(this.#expireMs, repeatedWithinSeconds * 1000);
      const decided = at <= begun && polledBy !== undefined && exposition.has(polledBy);
      if (expired || decided) known.standing.delete(key);
    }
    const emit = Emitter.of(exposition);
    for (const heard of newestFirst(known.heard))
      emit.sample('device_notification_timestamp_seconds', heard.at / 1000, this.#labels(target, heard));
    for (const heard of newestFirst(known.standing))
      emit.sample('device_notification_active', heard.stands ? 1 : 0, this.#labels(target, heard));
  }

  keepOnly(targets: Targets): void {
    for (const device of this.#devices.keys()) if (!targets.has(device)) this.#devices.delete(device);
  }

  #labels(target: Target, { name, place }: Heard): Record<string, string> {
    const port = place === undefined ? '' : this.#port(target.id, place);
    return { notification: name, port, element_id: target.elementsOnPorts.get(port) ?? '' };
  }

  #port(device: string, place: Place): string {
    if ('name' in place) return place.name;
    const name = this.#ports.name(device, place.ifIndex);
    return place.onu === undefined ? name : `${name}:${place.onu}`;
  }
}

/** Two numbers may turn out to have one name; of two samples of one series the first counts. */
const newestFirst = <T>(entries: ReadonlyMap<string, T>): T[] => [...entries.values()].reverse();

function remember<T extends Heard>(entries: Map<string, T>, entry: T): void {
  const key = JSON.stringify([entry.name, entry.place]);
  // Last in the order of the map: what was told longest ago stands first.
  entries.delete(key);
  if (entries.size >= maxOfDevice) entries.delete(entries.keys().next().value ?? '');
  entries.set(key, entry);
}
