import { faultClasses } from './faultClasses.ts';
import { findableClassIds, type FoundCause, type StatedCause, statedCause } from './foundCause.ts';
import type { ElementKind } from './vocabulary.ts';
import type { WorkOrder } from './workOrder.ts';

/** What a person chooses from who says what was found. */
export interface CauseChoices {
  /** The candidates of the diagnosis, the likeliest first. */
  suspected: StatedCause[];
  /** Other classes that strike elements of the kind, at the elements in question; then a cause outside the classes there. */
  further: StatedCause[];
}

/** More elements than a person wants to read through; what was found elsewhere is named by its code. */
const mostElements = 5;

/** The choices for an order; `kindOf` answers undefined for an element that is not known: only its candidates are offered. */
export function causeChoices(
  { diagnosis, affected }: Pick<WorkOrder, 'diagnosis' | 'affected'>,
  kindOf: (element: string) => ElementKind | undefined,
): CauseChoices {
  const candidates = diagnosis?.candidates ?? [];
  const suspected = candidates.flatMap(({ faultClass, faultPoint }): StatedCause[] => {
    const stated = statedCause.safeParse({ outcome: 'fault', faultClass, faultPoint });
    return stated.success ? [stated.data] : [];
  });
  const points = candidates.length > 0 ? candidates.map(({ faultPoint }) => faultPoint) : affected;
  const elements = [...new Set(points)].slice(0, mostElements);
  const offered = new Set(suspected.map(causeKey));
  const further = elements.flatMap((faultPoint) => {
    const kind = kindOf(faultPoint);
    const fitting = findableClassIds.filter((id) => faultClasses[id].faultPoints.some((each) => each === kind));
    return fitting.map((faultClass): StatedCause => ({ outcome: 'fault', faultClass, faultPoint }));
  });
  const others = elements.map((faultPoint): StatedCause => ({ outcome: 'other', faultPoint }));
  return { suspected, further: [...further, ...others].filter((cause) => !offered.has(causeKey(cause))) };
}

/** A cause without its party, as the value of a choice: `fault/<class>/<element>`, `other/<element>`, `nothing`. */
export function causeKey(cause: StatedCause | FoundCause): string {
  const { faultClass, faultPoint } = { faultClass: '', faultPoint: '', ...cause };
  return [cause.outcome, faultClass, faultPoint].filter((part) => part !== '').join('/');
}

/** What the cause of a key looks like before the contract has judged it; `element` takes the place of the one in the key. */
export function causeOfKey(key: string, element?: string): Record<string, string> {
  const [outcome = '', ...rest] = key.split('/');
  const faultPoint = element ?? rest.at(outcome === 'fault' ? 1 : 0) ?? '';
  if (outcome === 'fault') return { outcome, faultClass: rest[0] ?? '', faultPoint };
  return outcome === 'other' ? { outcome, faultPoint } : { outcome };
}

/** Whether closing the order needs a cause that nobody has said yet: one with a verdict to compare it with. */
export const isCauseMissing = ({ diagnosis, found }: Pick<WorkOrder, 'diagnosis' | 'found'>): boolean =>
  diagnosis !== null && diagnosis.faultClass !== 'reported_fault' && found === null;
