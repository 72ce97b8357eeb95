import type { DailySeries } from '../domain/prediction/dailySeries.ts';

/** What is read of wear: a value a day, worked out by recording rules from all samples of the day. */
export const wearMeasures = [
  'onu_light',
  'olt_light',
  'ups_runtime',
  'ups_load',
  'ups_ailing',
  'poe_watts',
  'poe_class',
  'restarts',
  'frame_errors',
  'disk_ailing',
] as const;
export type WearMeasure = (typeof wearMeasures)[number];

export interface WearReading {
  /** The device that measured it. */
  device: string;
  /** The element that it is of, where the measurement names one. */
  element: string | null;
  /** Port or disk; empty where there is only one. */
  part: string;
  values: DailySeries;
}

export interface WearSource {
  /**
   * The daily values of a measurement, of some hundred elements at most: those that measured it, or that it is of where it names
   * them. Throws where Prometheus does not answer.
   */
  read(measure: WearMeasure, ids: readonly string[]): Promise<WearReading[]>;
}
