import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Random } from './random.ts';

type Make = readonly [vendor: string, model: string];

/** Invented makers: a demo that counts faults by maker must not speak of real ones. */
const makes = {
  camera: [
    ['Shiyuan', 'SY-4M-EP'],
    ['Shiyuan', 'SY-8M-EP'],
    ['Okulon', 'Ranger 4'],
    ['Okulon', 'Ranger 8 IR'],
    ['Lumenta', 'LC-400'],
  ],
  switch: [
    ['Hengtong', 'HS-8P2F'],
    ['Norrlink', 'IE-810P'],
  ],
  onu: [
    ['Guangke', 'GK-2E'],
    ['Norrlink', 'PON-200'],
  ],
  ups: [
    ['Anlai', 'AL-1K'],
    ['Voltaris', 'Roadside 1000'],
  ],
  pdu: [['Voltaris', 'Strip 4']],
  olt: [['Guangke', 'GK-OLT-16']],
  sdh_node: [['Norrlink', 'STM-200']],
  recorder: [['Okulon', 'Archive 64']],
  server: [['Hengtong', 'HR-210']],
} as const satisfies Record<string, readonly [Make, ...Make[]]>;

type Nameplate = Pick<Element, 'vendor' | 'model' | 'serial' | 'installed' | 'warrantyUntil'>;

/** What is printed on a device, and how long its maker stands for it (three years). */
export function nameplate(kind: keyof typeof makes, random: Random): Nameplate {
  const [vendor, model] = random.pick<Make>(makes[kind]);
  const year = 2021 + random.integer(5);
  const day = `${pad(1 + random.integer(12))}-${pad(1 + random.integer(28))}`;
  return {
    vendor,
    model,
    serial: `${vendor.slice(0, 2).toUpperCase()}${year % 100}${String(random.integer(1e7)).padStart(7, '0')}`,
    installed: `${year}-${day}`,
    warrantyUntil: `${year + 3}-${day}`,
  };
}

/** What all devices of a model should run. */
export const firmwareOf = ({ vendor = '', model = '' }: Nameplate): string =>
  `V${1 + (model.length % 5)}.${vendor.length % 10}.${(vendor + model).length}`;

const pad = (value: number): string => String(value).padStart(2, '0');
