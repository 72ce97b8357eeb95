import { localKeys } from './keys.ts';
import type { Engine } from './message.ts';
import type { EngineClock } from './privacy.ts';
import type { UsmUser } from './protocols.ts';

/** How far a message's time may lie behind (RFC 3414 section 3.2 step 7). */
const timeWindowSeconds = 150;
/** A user's keys at an engine; a device has one or two users. */
const maxUsers = 8;

/** What is known of an agent's engine: its id, its clock, and the keys of those who ask it. */
export class KnownEngine {
  readonly id: Uint8Array;
  readonly #now: () => number;
  readonly #users = new Map<string, Engine>();
  #boots: number;
  /** The engine's time when its clock was last heard. */
  #time: number;
  #heard: number;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(id: Uint8Array, { boots, time }: EngineClock, now: () => number) {
    // The octets are a view of a datagram.
    this.id = Uint8Array.from(id);
    this.#boots = boots;
    this.#time = time;
    this.#now = now;
    this.#heard = now();
  }

  /** The engine with the keys of a user, made once. */
  withKeysOf(user: UsmUser): Engine {
    const name = JSON.stringify([user.username, user.auth, user.priv]);
    const known = this.#users.get(name);
    if (known) return known;
    if (this.#users.size >= maxUsers) this.#users.clear();
    const engine = { id: this.id, keys: localKeys(user, this.id) };
    this.#users.set(name, engine);
    return engine;
  }

  clock(): EngineClock {
    return { boots: this.#boots, time: this.#time + Math.floor((this.#now() - this.#heard) / 1000) };
  }

  /** Follow the clock of an authenticated message; false when the message is older than the window, as a replayed one is. */
  accepts({ boots, time }: EngineClock): boolean {
    const known = this.clock();
    if (boots < this.#boots || (boots === this.#boots && time < known.time - timeWindowSeconds)) return false;
    if (boots > this.#boots || time > known.time) this.set({ boots, time });
    return true;
  }

  /** Take over the clock that the engine itself reports with its signature. */
  set({ boots, time }: EngineClock): void {
    this.#boots = boots;
    this.#time = time;
    this.#heard = this.#now();
  }
}

/** The engines of the agents that were asked, by address; the one least recently learnt is forgotten first. */
export class Engines {
  readonly #limit: number;
  readonly #now: () => number;
  readonly #known = new Map<string, KnownEngine>();

  constructor(limit = 20_000, now: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#now = now;
  }

  find(agent: string): KnownEngine | undefined {
    return this.#known.get(agent);
  }

  learn(agent: string, id: Uint8Array, clock: EngineClock): KnownEngine {
    const engine = new KnownEngine(id, clock, this.#now);
    this.#known.delete(agent);
    if (this.#known.size >= this.#limit) this.#known.delete(this.#known.keys().next().value ?? '');
    this.#known.set(agent, engine);
    return engine;
  }

  forget(agent: string): void {
    this.#known.delete(agent);
  }
}
