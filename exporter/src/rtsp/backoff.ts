import { createHash } from 'node:crypto';

const firstSeconds = 60;
const longestSeconds = 3600;

interface Refusal {
  /** What was refused: other credentials or another address deserve a new try at once. */
  identity: string;
  times: number;
  untilMs: number;
}

/**
 * Cameras lock an account after a few wrong passwords, for everybody who uses it. So a camera that refused is left alone:
 * one minute, then twice as long each time, at most an hour.
 */
export class CameraBackoff {
  readonly #refusals = new Map<string, Refusal>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** For how long a camera is still left alone; 0 when it may be asked. */
  remainingSeconds(camera: string, identity: string): number {
    const refusal = this.#refusals.get(camera);
    if (!refusal) return 0;
    if (refusal.identity !== identity) {
      this.#refusals.delete(camera);
      return 0;
    }
    return Math.max(0, (refusal.untilMs - this.#nowMs()) / 1000);
  }

  refused(camera: string, identity: string): void {
    const before = this.#refusals.get(camera);
    const times = before?.identity === identity ? before.times + 1 : 1;
    const seconds = Math.min(longestSeconds, firstSeconds * 2 ** (times - 1));
    this.#refusals.set(camera, { identity, times, untilMs: this.#nowMs() + seconds * 1000 });
  }

  accepted(camera: string): void {
    this.#refusals.delete(camera);
  }
}

/** Stands for everything that decides whether a camera accepts: changes when any of it does, and tells nothing of it. */
export const identityOf = (parts: unknown): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
