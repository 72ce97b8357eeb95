import type { Logger } from 'pino';
import type { AlertSource } from './alertSource.ts';
import type { CurrentCity } from './city.ts';
import type { Clock } from './clock.ts';
import type { Deliver } from './delivery.ts';
import type { Measurements } from './measurements.ts';
import type { Meter } from './meter.ts';
import type { OrderCache } from './orderCache.ts';
import type { PictureSource } from './pictureSource.ts';
import type { OpticsClass } from '../domain/prediction/opticalPower.ts';
import type { Store } from './store.ts';
import type { WearSource } from './wearSource.ts';

/** What the installation has settled. */
export interface Settings {
  /** Where people reach the service, without a final slash. */
  publicUrl: string;
  hotline: string;
  /** IANA zone of the date in the orders' numbers. */
  timezone: string;
  correlationHoldSeconds: number;
  /** Whether priors that were learnt take effect by themselves or when somebody says so. */
  activatePriors: 'by_hand' | 'automatically';
  verification: { healthySeconds: number; graceSeconds: number };
  /** For how long an alert is missing before it is over, and for how long after its start Alertmanager's list is not trusted for that. */
  reconciliation: { absenceSeconds: number; settlingSeconds: number };
  prediction: {
    /** How often everything that wears is looked at. */
    intervalHours: number;
    /** A fault makes a preventive order when it comes, nine to one, within so many days. */
    leadDays: number;
    /** The class of optics of all OLTs but those of `opticsOf`, by their ids; the light is to stay so far above its sensitivity. */
    optics: OpticsClass;
    opticsOf: Readonly<Record<string, OpticsClass>>;
    marginDecibels: number;
  };
}

/** Duties that go on in the background; one loop each. */
export const dutyNames = [
  'correlate',
  'drainOutbox',
  'tickClocks',
  'verifyRecoveries',
  'reconcile',
  'keepPictures',
  'learnPriors',
  'releaseHeld',
  'predict',
] as const;
export type DutyName = (typeof dutyNames)[number];

/** Everything that the use cases work with. */
export interface Service {
  store: Store;
  orders: OrderCache;
  clock: Clock;
  city: CurrentCity;
  measurements: Measurements;
  wear: WearSource;
  alertSource: AlertSource;
  deliver: Deliver;
  pictures: PictureSource;
  meter: Meter;
  logger: Logger;
  settings: Settings;
  /** There is something to do for a duty; it also looks by itself, so that a lost call only costs time. */
  wake: (duty: DutyName) => void;
}

export const nowOf = (service: Pick<Service, 'clock'>): string => service.clock.now().toISOString();
