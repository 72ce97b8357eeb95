import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { ForecastKind } from '@roundsman/contract/forecast.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { DailySeries } from './dailySeries.ts';
import type { TimeToLimit } from './timeToLimit.ts';

/** Daily values of one measurement of one element. */
export interface WearSeries {
  element: string;
  /** What tells several of one element apart, such as a port or a disk; empty otherwise. */
  part: string;
  values: DailySeries;
}

/** What a measurement says of the wear of an element, in words without dates. */
export interface Sight {
  kind: ForecastKind;
  element: string;
  part: string;
  /** `foreseen`: a fault is coming; `steady`: none is; `unclear`: neither is sure; `unknown`: too little is known. */
  verdict: 'unknown' | 'steady' | 'unclear' | 'foreseen';
  /** When the fault is expected, in days from today; null where the state itself asks for work. */
  reaches: TimeToLimit | null;
  /** Whether it asks for work as soon as it is foreseen, or when its date is near. */
  asksForWork: 'at_once' | 'when_near';
  /** The first day of a change of state for the better, the last in the window; null where there was none. */
  betterSince: number | null;
  faultClass: FaultClassId;
  /** What happens, in a few words: "received light falls". */
  title: LocalizedText;
  /** What is measured, as a sentence. */
  seen: LocalizedText;
  /** What happens on the expected day: "it is below -26 dBm". */
  then: LocalizedText;
  check: LocalizedText;
}

/** A number as people read it: no more digits than are known, and a true minus sign nowhere, for terminals and fonts. */
export const figure = (value: number, digits: number): string => {
  const written = value.toFixed(digits);
  return /^-0(\.0+)?$/.test(written) ? written.slice(1) : written;
};
