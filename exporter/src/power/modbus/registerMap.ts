import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { MeterType } from '@roundsman/contract/vocabulary.ts';
import type { ProbeMetric } from '../../probe/exposition.ts';

/** How a number lies in registers of 16 bits; the octets of a register are always big-endian (MODBUS specification 4.2). */
export type NumberKind = 'float32' | 'int64';
export const registersOf: Readonly<Record<NumberKind, number>> = { float32: 2, int64: 4 };

/** One figure of a meter. */
export interface Figure {
  /** Address as it goes over the wire, from 0. */
  address: number;
  kind: NumberKind;
  metric: ProbeMetric;
  /** Line of a polyphase meter, 1 to 3; absent where the figure is of all. */
  line?: number;
  /** One unit of the figure in base units of the metric. */
  scale?: number;
}

/** Where a type of meter keeps what. */
export interface RegisterMap {
  type: MeterType;
  title: LocalizedText;
  document: string;
  /** Input registers are read with function 4, holding registers with function 3. */
  space: 'input' | 'holding';
  /** Which register of a number comes first. */
  wordOrder: 'highFirst' | 'lowFirst';
  figures: readonly Figure[];
}

/** Registers that are read with one request. */
export interface Block {
  start: number;
  count: number;
  figures: readonly Figure[];
}

/** The most that MODBUS gives in one answer is 125; small gateways give less. */
const maxRegisters = 60;

/** The requests for all figures. Registers in between are never read: many meters refuse a request that touches an unused one. */
export function blocksOf(figures: readonly Figure[]): Block[] {
  const blocks: { start: number; count: number; figures: Figure[] }[] = [];
  for (const figure of figures.toSorted((a, b) => a.address - b.address)) {
    const count = registersOf[figure.kind];
    const last = blocks.at(-1);
    if (last && last.start + last.count === figure.address && last.count + count <= maxRegisters) {
      last.count += count;
      last.figures.push(figure);
    } else blocks.push({ start: figure.address, count, figures: [figure] });
  }
  return blocks;
}

/** The value of a figure in base units; undefined where the meter has none: not a number, or the lowest integer. */
export function figureValue(
  { wordOrder }: Pick<RegisterMap, 'wordOrder'>,
  { address, kind, scale = 1 }: Figure,
  block: { start: number; registers: readonly number[] },
): number | undefined {
  const at = address - block.start;
  const words = block.registers.slice(at, at + registersOf[kind]);
  if (wordOrder === 'lowFirst') words.reverse();
  const octets = new DataView(new ArrayBuffer(words.length * 2));
  words.forEach((word, index) => octets.setUint16(index * 2, word));
  if (kind === 'int64') {
    const value = octets.getBigInt64(0);
    return value === lowestInt64 ? undefined : scaled(Number(value), scale);
  }
  const value = octets.getFloat32(0);
  // A float has seven digits; what its double shows beyond is noise.
  return Number.isFinite(value) ? scaled(Number(value.toPrecision(7)), scale) : undefined;
}

const lowestInt64 = -(2n ** 63n);
/** Divided where the scale is a part: 230.1, not 230.10000000000002. */
const scaled = (value: number, scale: number): number => (scale < 1 ? value / Math.round(1 / scale) : value * scale);
