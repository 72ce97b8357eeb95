import type { LocalizedText } from '../text.ts';
import type { ElementKind, Layer, Severity } from '../vocabulary.ts';

/** A class of causes: a row of the fault taxonomy. */
export interface FaultClass {
  /** Row of the taxonomy. */
  row: number;
  name: LocalizedText;
  layer: Layer;
  severity: Severity;
  /** IANA ITU probable cause (IANA-ITU-ALARM-TC-MIB). */
  probableCause: number;
  /** Kinds of elements that can be the fault point. */
  faultPoints: readonly ElementKind[];
  /** What repairs it, for the person who goes there. */
  remedy: LocalizedText;
}

export const define = <T extends Record<string, FaultClass>>(classes: T): T => classes;
