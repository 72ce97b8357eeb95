import type { Element, Sensor } from '@roundsman/contract/inventory/schema.ts';
import { faultKind, type FaultKindId } from '../faultKinds.ts';
import type { Plant } from '../plant.ts';
import { spread } from '../spread.ts';
import { voltsOf } from '../upsState.ts';

/** What the sensors of a cabinet tell. */
export interface CabinetReadings {
  celsius: number;
  relativeHumidity: number;
  doorOpen: boolean;
  water: boolean;
  /** The surge protector has given way. */
  surgeTripped: boolean;
  /** Volts behind the meter and behind the breaker; undefined where the cabinet has none. */
  voltsBeforeBreaker: number | undefined;
  voltsBehindBreaker: number | undefined;
}

const heatedBy = 40;
const heatingMs = 600_000;

export function cabinetReadings(plant: Plant, cabinet: string): CabinetReadings {
  const inside = plant.topology.inCabinet(cabinet);
  const suffers = (kind: FaultKindId) =>
    inside
      .filter((element) => element.kind in faultKind(kind).targets)
      .map(({ id }) => plant.fault(id, kind))
      .find((fault) => fault !== undefined);
  const heat = suffers('cabinet_heat');
  const water = suffers('cabinet_flood') !== undefined;
  const risen = heat ? Math.min(1, (plant.now() - heat.onset) / heatingMs) * heatedBy : 0;
  const volts = (kind: 'meter' | 'breaker'): number | undefined => {
    const element = inside.find((each) => each.kind === kind);
    if (!element) return undefined;
    const { energised, weak } = plant.condition(element.id);
    return voltsOf(energised, weak);
  };
  return {
    celsius: Math.round((28 + 6 * spread(cabinet) + risen) * 10) / 10,
    relativeHumidity: Math.round(water ? 96 : 48 + 12 * spread(`${cabinet} air`)),
    doorOpen: suffers('door_open') !== undefined,
    water,
    surgeTripped: suffers('lightning_damage') !== undefined,
    voltsBeforeBreaker: volts('meter'),
    voltsBehindBreaker: volts('breaker'),
  };
}

/** A contact at the card of a device, with what it means. */
export interface CabinetContact {
  /** Where it is wired to, counted from 2: the first takes the climate probe. */
  port: number;
  name: string;
  alarm: () => boolean;
  open: () => boolean;
}

/** The contacts of a device that the inventory names. */
export function cabinetContacts(plant: Plant, { cabinet, sensors }: Element): CabinetContact[] {
  if (cabinet === undefined || !sensors) return [];
  const wired = sensors.flatMap(({ name, measures, alarmWhen }) => {
    const alarmOf = meaning[measures];
    return alarmOf ? [{ name, alarmOf, alarmWhen }] : [];
  });
  return wired.map(({ name, alarmOf, alarmWhen }, at) => {
    const alarm = (): boolean => alarmOf(cabinetReadings(plant, cabinet));
    return { port: at + 2, name, alarm, open: () => alarm() === (alarmWhen === 'open') };
  });
}

type Meaning = (cabinet: CabinetReadings) => boolean;
const meaning: Partial<Record<Sensor['measures'], Meaning>> = {
  door: ({ doorOpen }) => doorOpen,
  water: ({ water }) => water,
  surge: ({ surgeTripped }) => surgeTripped,
};
