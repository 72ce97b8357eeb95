import type { Plant } from '../plant.ts';
import { spread } from '../spread.ts';

/** pethPsePortDetectionStatus of POWER-ETHERNET-MIB (RFC 3621). */
export const detection = { disabled: 1, searching: 2, delivering: 3, fault: 4, otherFault: 6 } as const;

/** A switch port that can feed a camera. */
export interface PoePort {
  status: number;
  milliwatts: number;
  /** Class 0 to 4 of the camera. */
  powerClass: number;
  /** Counted since the start of the simulator. */
  mpsAbsent: number;
  denied: number;
  overload: number;
  short: number;
}

/** What the ports of a switch can give together. */
export const budgetWatts = 120;
const heaterMilliwatts = 4200;
/** A camera that is dead draws next to nothing; its class is still seen. */
const deadMilliwatts = 400;
const retrySeconds = 10;

/** Infrared lamps and heaters run from 19 h to 6 h, in the city's time zone. */
const isNight = (now: number): boolean => {
  const hour = (new Date(now).getUTCHours() + 8) % 24;
  return hour >= 19 || hour < 6;
};

/** The PoE side of a port, by what hangs there; undefined where nothing does. */
export function poePort(plant: Plant, networkSwitch: string, camera: string | undefined): PoePort {
  const idle = { powerClass: 0, milliwatts: 0, mpsAbsent: 0, denied: 0, overload: 0, short: 0 };
  if (camera === undefined) return { ...idle, status: detection.searching };
  const { energised } = plant.condition(camera);
  const suffered = (id: string, kind: Parameters<Plant['suffered']>[1]): number => plant.suffered(id, kind) / 1000;
  const once = (id: string, kind: Parameters<Plant['suffered']>[1]): number =>
    Math.ceil(Math.min(1, suffered(id, kind)));
  const starved = suffered(networkSwitch, 'poe_budget_exceeded');
  const last = starved > 0 && plant.topology.poeCameras(networkSwitch).at(-1)?.element.id === camera;
  const shorted = suffered(camera, 'poe_short');
  const milliwatts = (): number => {
    if (!energised) return 0;
    if (plant.fault(camera, 'camera_dead')) return deadMilliwatts;
    return 4800 + 2400 * spread(camera) + (isNight(plant.now()) ? heaterMilliwatts : 0);
  };
  const status = (): number => {
    if (energised) return detection.delivering;
    if (plant.fault(camera, 'poe_short')) return detection.fault;
    // A burnt port sees no device any more, and says so.
    return plant.fault(networkSwitch, 'lightning_damage') ? detection.otherFault : detection.searching;
  };
  return {
    status: status(),
    milliwatts: Math.round(milliwatts()),
    powerClass: 3,
    mpsAbsent: once(camera, 'camera_cable_open') + once(camera, 'camera_adapter_failure'),
    denied: last ? Math.ceil(starved / retrySeconds) : 0,
    overload: Math.ceil(shorted / retrySeconds / 3),
    short: Math.ceil(shorted / retrySeconds),
  };
}
