import type { KeyFrame } from '../rtsp/keyFrame.ts';

/** What one visit brought for judging. */
export interface Visit {
  camera: string;
  frames: readonly KeyFrame[];
  packetsLost: number;
}

const maxVisits = 64;
const maxBytes = 64 * 1024 * 1024;

/** Visits that wait for a decoder: bounded, and one of each camera. */
export class VisitQueue {
  readonly #visits = new Map<string, Visit>();
  #bytes = 0;

  /** @returns false where there is no room, or the camera waits already */
  add(visit: Visit): boolean {
    const bytes = bytesOf(visit);
    if (this.#visits.has(visit.camera) || this.#visits.size >= maxVisits || this.#bytes + bytes > maxBytes)
      return false;
    this.#visits.set(visit.camera, visit);
    this.#bytes += bytes;
    return true;
  }

  take(): Visit | undefined {
    const [first] = this.#visits.values();
    if (!first) return undefined;
    this.#visits.delete(first.camera);
    this.#bytes -= bytesOf(first);
    return first;
  }
}

const bytesOf = ({ frames }: Visit): number => frames.reduce((sum, { data }) => sum + data.length, 0);
