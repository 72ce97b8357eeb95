import { Emitter } from '../modules/emit.ts';
import type { Probe } from '../probe/prober.ts';
import { offsetOf, type OffsetBounds } from './offset.ts';

/** How wrong the clock of a device is, by where it was read, and how wrong it may be. */
export function emitClock({ target, exposition, note }: Probe, source: 'onvif' | 'http', bounds: OffsetBounds): void {
  const { seconds, uncertaintySeconds } = offsetOf(bounds);
  const emit = Emitter.of(exposition);
  emit.sample('device_clock_offset_seconds', seconds, { source });
  emit.sample('device_clock_uncertainty_seconds', uncertaintySeconds, { source });
  const limitSeconds = target.managed.clockLimitSeconds;
  emit.sample('device_clock_limit_seconds', limitSeconds);
  // Wrong beyond doubt: even where all of the uncertainty is in its favour.
  const least = Math.abs(seconds) - uncertaintySeconds;
  emit.sample('device_clock_wrong_seconds', least > limitSeconds ? least : 0, { source });
  note(`clock by ${source}: ${seconds.toFixed(3)} s ± ${uncertaintySeconds.toFixed(3)} s of ours`);
}
