import { faultKind, type ActiveFault } from './faultKinds.ts';

/** Whether a fault that comes in pulses strikes right now; one without pulses always does. */
export function strikes({ kind, onset }: ActiveFault, now: number): boolean {
  const { pulses } = faultKind(kind);
  if (!pulses) return true;
  const since = now - onset - pulses.first;
  return since >= 0 && since % pulses.period < pulses.length;
}

/** How often a fault in pulses has begun to strike within so many milliseconds after its onset. */
export function pulseCount(kind: ActiveFault['kind'], lasted: number): number {
  const { pulses } = faultKind(kind);
  if (!pulses || lasted < pulses.first) return 0;
  return 1 + Math.floor((lasted - pulses.first) / pulses.period);
}

/** How many of its stages a fault has passed. */
export const stage = ({ kind, onset }: ActiveFault, now: number): number =>
  (faultKind(kind).stages ?? []).filter((offset) => now >= onset + offset).length;

/** When, later than now, what the fault does changes by itself; Infinity for never. */
export function changesAt({ kind, onset }: ActiveFault, now: number): number {
  const { stages = [], pulses } = faultKind(kind);
  const nextStage = stages.map((offset) => onset + offset).find((at) => at > now) ?? Infinity;
  if (!pulses) return nextStage;
  const start = onset + pulses.first;
  if (now < start) return Math.min(nextStage, start);
  const begun = start + Math.floor((now - start) / pulses.period) * pulses.period;
  const end = begun + pulses.length;
  return Math.min(nextStage, now < end ? end : begun + pulses.period);
}
