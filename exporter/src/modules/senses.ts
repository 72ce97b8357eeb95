import type { Target } from '../targets.ts';
import type { Emit } from './emit.ts';

/** The catalogue's bound: far above what an open phase picks up, far below any mains that a device could run on. */
export const energisedVolts = 50;

/**
 * Whether the power elements that the inputs of a device sense carry voltage: one line of an input is enough, and how much: of
 * the lines that carry any the lowest. No reading is no knowledge: neither energised nor not.
 */
export function emitSenses(
  volts: Readonly<Record<'main' | 'bypass', readonly (number | undefined)[]>>,
  emit: Emit,
  target: Target,
): void {
  for (const { input, element } of target.senses) {
    const known = volts[input].filter((value) => value !== undefined);
    if (known.length === 0) continue;
    const live = known.filter((value) => value >= energisedVolts);
    emit.sample('power_element_energised', live.length > 0 ? 1 : 0, { element_id: element });
    emit.sample('power_element_volts', Math.min(...(live.length > 0 ? live : known)), { element_id: element });
  }
}
