import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { stage } from './course.ts';
import type { Condition } from './conditions.ts';
import type { ActiveFault } from './faultKinds.ts';

export type OutputSource = 'normal' | 'bypass' | 'battery' | 'none';

/** What a UPS could measure. */
export interface UpsState {
  mains: boolean;
  /** Of the main input: 228 of mains, 168 in a brownout, 0 without. */
  inputVolts: number;
  /** Volts at what its bypass input senses; undefined where it senses nothing. */
  bypassVolts: number | undefined;
  source: OutputSource;
  /** Since when it runs on battery, in milliseconds of the plant's clock; undefined on mains. */
  onBatterySince: number | undefined;
  /** Share of the battery that is left, 0 to 1. It charges at once when mains is back. */
  charge: number;
  /** Battery time left, milliseconds. */
  remainingMs: number;
  /** How often mains was lost. */
  mainsLosses: number;
  /** The battery must be replaced, as its last test said. */
  batteryBad: boolean;
  inverterBad: boolean;
}

export const mainsVolts = 228;
const brownoutVolts = 168;
/** A UPS sees the input fail, and only then takes over. */
const takeOverMs = 1000;
/** What a worn battery keeps of its time. */
export const wornShare = 1 / 7;

/** Voltage at an element, by what is known of its feed. */
export const voltsOf = (live: boolean | undefined, weak: boolean): number =>
  live ? (weak ? brownoutVolts : mainsVolts) : 0;

const voltsAt = ({ energised, weak }: Condition): number => voltsOf(energised, weak);

interface Readings {
  element: Element;
  condition: (id: string) => Condition;
  fault: (id: string, kind: ActiveFault['kind']) => ActiveFault | undefined;
  onBatterySince: number | undefined;
  batteryMs: number;
  mainsLosses: number;
  now: number;
}

/** The state of a UPS, from the condition around it and the time that its battery has been running. */
export function upsState({
  element,
  condition,
  fault,
  onBatterySince,
  batteryMs,
  mainsLosses,
  now,
}: Readings): UpsState {
  const { id } = element;
  const { fed: mains, weak } = condition(id);
  const remainingMs = onBatterySince === undefined ? batteryMs : Math.max(0, onBatterySince + batteryMs - now);
  const sensed = element.senses.find(({ input }) => input === 'bypass')?.element;
  const inverter = fault(id, 'ups_inverter_failure');
  const source = (): OutputSource => {
    if (inverter) return mains && stage(inverter, now) === 0 ? 'bypass' : 'none';
    if (mains) return 'normal';
    return onBatterySince !== undefined && now - onBatterySince < takeOverMs ? 'normal' : 'battery';
  };
  return {
    mains,
    inputVolts: voltsOf(mains, weak),
    bypassVolts: sensed === undefined ? undefined : voltsAt(condition(sensed)),
    source: source(),
    onBatterySince,
    charge: batteryMs === 0 ? 0 : remainingMs / batteryMs,
    remainingMs,
    mainsLosses,
    batteryBad: fault(id, 'ups_battery_worn') !== undefined,
    inverterBad: inverter !== undefined,
  };
}
