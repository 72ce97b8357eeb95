import type { ProbeGroup } from '@roundsman/contract/vocabulary.ts';
import type { Target } from '../targets.ts';
import type { Exposition } from './exposition.ts';
import { ProbeFailure } from './failure.ts';

/** One run of a prober against one device: until when, where its figures go, and what happened. */
export interface Probe {
  readonly target: Target;
  /** Absolute, in ms of `performance.now()`. */
  readonly deadline: number;
  readonly exposition: Exposition;
  /** Whether somebody reads the notes: what takes many lines is noted only then. */
  readonly explains: boolean;
  /** A line for `?debug=true`. Never holds a secret. */
  note: (line: string) => void;
}

/**
 * Asks one device and adds what it learns to the exposition.
 * @throws ProbeFailure when the device failed; any other error is a fault of the exporter.
 */
export type Prober = (probe: Probe) => Promise<void>;

export type Probers = Readonly<Record<ProbeGroup, Prober>>;

/** Milliseconds left. @throws ProbeFailure `timeout` when none are. */
export function remainingMs(probe: Probe): number {
  const left = probe.deadline - performance.now();
  if (left <= 0) throw new ProbeFailure('timeout', 'the deadline of the probe has passed');
  return left;
}
