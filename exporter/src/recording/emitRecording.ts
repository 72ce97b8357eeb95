import { Emitter } from '../modules/emit.ts';
import type { Probe } from '../probe/prober.ts';
import type { Coverage } from './coverage.ts';

/** What a recorder says of one of its channels; undefined where it does not say. */
export interface ChannelState {
  /** Every name that the recorder has for it: one of them stands in the inventory. */
  names: readonly string[];
  recording: boolean | undefined;
  /** Since when footage is kept, by the recorder's clock. */
  oldestMs: number | undefined;
  /** Of the last 24 hours. */
  coverage: Coverage | undefined;
}

/**
 * The channels of the inventory with the cameras on them, so that a gap names its camera. A channel that the recorder does not
 * have is not recorded. @param nowMs by the recorder's clock, as its times are
 */
export function emitRecording(
  { target, exposition, note }: Probe,
  found: readonly ChannelState[],
  nowMs: number,
): void {
  const { channels = [], retentionDays } = target.managed.recording ?? {};
  const emit = Emitter.of(exposition);
  for (const { channel, element } of channels) {
    const state = found.find(({ names }) => names.includes(channel));
    const labels = { channel, element_id: element };
    if (!state) note(`channel ${channel}: the recorder has none of this name`);
    const { recording, oldestMs, coverage } = state ?? { recording: false };
    emit.sample('recording_channel_active', recording === undefined ? undefined : Number(recording), labels);
    emit.sample('recording_recorded_ratio', coverage?.recordedRatio, labels);
    emit.sample('recording_longest_gap_seconds', coverage?.longestGapSeconds, labels);
    const kept = oldestMs === undefined ? undefined : Math.max(0, nowMs - oldestMs) / 1000;
    emit.sample('recording_retention_seconds', kept, labels);
    const required = retentionDays === undefined ? undefined : retentionDays * 86_400;
    emit.sample('recording_required_retention_seconds', required, labels);
  }
  const named = new Set(channels.map(({ channel }) => channel));
  for (const { names } of found)
    if (!names.some((name) => named.has(name))) note(`channel ${names.join(' or ')}: not in the inventory`);
}
