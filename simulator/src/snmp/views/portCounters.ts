import type { Port } from '../../plant/quantities/ports.ts';

/**
 * What has flowed through a port since the device started, by the time that the port was up; counts from 0 again when the device
 * restarts. It looks at the port when it is asked: what came and went between two questions is not seen.
 */
export class PortCounters {
  readonly port: Port;
  readonly #uptimeMs: () => number;
  #seenAt = 0;
  #upMs = 0;
  #wasUp: boolean;
  #changedAt = 0;

  constructor(port: Port, uptimeMs: () => number) {
    this.port = port;
    this.#uptimeMs = uptimeMs;
    this.#wasUp = port.up();
  }

  octetsIn(): number {
    this.#look();
    return (this.#upMs / 1000) * this.port.inRate;
  }

  octetsOut(): number {
    this.#look();
    return (this.#upMs / 1000) * this.port.outRate;
  }

  /** sysUpTime, milliseconds, at which a change of state was first seen; 0 where it was so from the start. */
  lastChange(): number {
    this.#look();
    return this.#changedAt;
  }

  #look(): void {
    const uptime = this.#uptimeMs();
    const isUp = this.port.up();
    if (uptime < this.#seenAt) {
      this.#seenAt = 0;
      this.#upMs = 0;
      this.#changedAt = 0;
      this.#wasUp = isUp;
    }
    if (isUp) this.#upMs += uptime - this.#seenAt;
    if (isUp !== this.#wasUp) this.#changedAt = uptime;
    this.#wasUp = isUp;
    this.#seenAt = uptime;
  }
}
