import { setTimeout as pause } from 'node:timers/promises';

/** What a device said of its time, once. It looked at its clock between the two moments of ours; all in ms since 1970. */
export interface ClockReading {
  sentMs: number;
  answeredMs: number;
  /** Its time, and the step in which it tells it: it was not yet a step later. */
  deviceMs: number;
  stepMs: number;
}

/** Between which bounds the device's clock minus ours lies, in ms. */
export interface OffsetBounds {
  lowMs: number;
  highMs: number;
}

export const boundsOf = ({ sentMs, answeredMs, deviceMs, stepMs }: ClockReading): OffsetBounds => ({
  lowMs: deviceMs - answeredMs,
  highMs: deviceMs + stepMs - sentMs,
});

/** The middle of the bounds, and by how much it may be wrong: half of the round trip and of the step. In seconds. */
export const offsetOf = ({ lowMs, highMs }: OffsetBounds): { seconds: number; uncertaintySeconds: number } => ({
  seconds: (lowMs + highMs) / 2000,
  uncertaintySeconds: (highMs - lowMs) / 2000,
});

/**
 * What both readings allow. Where they contradict each other, the clock was set in between or tells an old time: the newer one
 * counts alone.
 */
export function narrowed(known: OffsetBounds | undefined, by: OffsetBounds): OffsetBounds {
  if (!known) return by;
  const both = { lowMs: Math.max(known.lowMs, by.lowMs), highMs: Math.min(known.highMs, by.highMs) };
  return both.lowMs <= both.highMs ? both : by;
}

/** When to send the next request, so that the device looks at its clock as its second would turn at the middle of the bounds. */
export function nextSendMs({ lowMs, highMs }: OffsetBounds, roundTripMs: number, nowMs: number): number {
  const middle = (lowMs + highMs) / 2;
  const arrives = nowMs + roundTripMs / 2;
  const turns = Math.ceil((arrives + middle) / 1000) * 1000 - middle;
  return nowMs + (turns - arrives);
}

const maxReadings = 6;

/**
 * The offset of a clock that tells whole seconds. Each further reading is timed so that it halves what is not known, until the
 * uncertainty is a tenth of the limit that the clock is held against.
 * @param until when to be done at the latest, in ms of `performance.now()`
 */
export async function measureOffset(
  read: () => Promise<ClockReading>,
  { limitSeconds, until }: { limitSeconds: number; until: number },
): Promise<OffsetBounds> {
  let bounds: OffsetBounds | undefined;
  for (let readings = 1; ; readings++) {
    const reading = await read();
    bounds = narrowed(bounds, boundsOf(reading));
    if (offsetOf(bounds).uncertaintySeconds <= limitSeconds / 10 || readings >= maxReadings) return bounds;
    const roundTripMs = reading.answeredMs - reading.sentMs;
    const now = Date.now();
    const waitMs = nextSendMs(bounds, roundTripMs, now) - now;
    if (performance.now() + waitMs + 2 * roundTripMs > until) return bounds;
    await pause(waitMs);
  }
}
