import type { CarrierAlarmReport, PerceivedSeverity } from '@roundsman/contract/carrierAlarms.ts';
import type { Target, Targets } from '../targets.ts';
import type { Emit } from '../modules/emit.ts';

/** What one manager can make be remembered, alarms that are over included. What was heard longest ago is forgotten first. */
const maxOfManager = 10_000;
/** For how long an alarm stands that nobody speaks of any more. A full list from time to time keeps it. */
const expireMs = 7 * 24 * 3_600_000;

/** An alarm as it was told last. */
export interface AlarmState {
  managedObject: string;
  /** As the catalogue names it; empty where it was not told. */
  probableCause: string;
  severity: PerceivedSeverity;
  /** As of when, in ms by the manager's own clock: what is older than what is known changes nothing. */
  asOf: number;
}
interface Kept extends AlarmState {
  /** By the exporter's clock. */
  heard: number;
}
interface Feed {
  heard: number;
  alarms: Map<string, Kept>;
}

/** How many alarms of a report changed or confirmed something, and how many were older than what is known. */
export interface Entered {
  taken: number;
  outdated: number;
  standing: number;
}

/** Told by traps, or by HTTP: each way clears what came by itself. */
export type AlarmSource = 'http' | 'trap';

/**
 * The alarms of carriers' network managers, in memory: after a restart the next full list fills it again. Entering a report twice, or
 * reports in the wrong order, changes nothing.
 */
export class AlarmBook {
  readonly #now: () => number;
  readonly #feeds = new Map<string, Feed>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** One alarm; false where something newer is known of it. */
  enter(manager: string, source: AlarmSource, id: string, state: AlarmState): boolean {
    const { alarms } = this.#feed(manager);
    const key = keyOf(source, state.managedObject, id);
    const known = alarms.get(key);
    if (known && state.asOf < known.asOf) return false;
    alarms.delete(key);
    if (alarms.size >= maxOfManager) alarms.delete(alarms.keys().next().value ?? '');
    alarms.set(key, { ...state, heard: this.#now() });
    return true;
  }

  report(manager: string, { time, full, alarms }: CarrierAlarmReport): Entered {
    const feed = this.#feed(manager);
    const listed = new Set<string>();
    let taken = 0;
    for (const { managedObject, alarmId, perceivedSeverity, probableCause, eventTime } of alarms) {
      listed.add(keyOf('http', managedObject, alarmId));
      // What stands in a list of all alarms stands as of the list.
      const asOf = full ? Math.max(time, eventTime) : eventTime;
      if (this.enter(manager, 'http', alarmId, { managedObject, probableCause, severity: perceivedSeverity, asOf }))
        taken++;
    }
    if (full)
      for (const [key, alarm] of feed.alarms)
        if (key.startsWith('http ') && !listed.has(key) && alarm.asOf <= time)
          Object.assign(alarm, { severity: 'cleared', asOf: time });
    return { taken, outdated: alarms.length - taken, standing: standing(feed).length };
  }

  /** Adds what a manager says to its probe. */
  show({ id, carrierReferences }: Target, emit: Emit): void {
    const feed = this.#feeds.get(id);
    if (!feed) return;
    const now = this.#now();
    for (const [key, { heard }] of feed.alarms) if (now - heard > expireMs) feed.alarms.delete(key);
    let unmapped = 0;
    for (const { managedObject, probableCause, severity } of standing(feed)) {
      const element = carrierReferences.get(managedObject);
      if (element === undefined) unmapped++;
      emit.sample('carrier_alarm', 1, { element_id: element ?? '', probable_cause: probableCause, severity });
    }
    emit.sample('carrier_alarms_unmapped', unmapped);
    emit.sample('carrier_alarm_feed_timestamp_seconds', feed.heard / 1000);
  }

  keepOnly(targets: Targets): void {
    for (const manager of this.#feeds.keys()) if (!targets.has(manager)) this.#feeds.delete(manager);
  }

  /** The feed of a manager that is heard now. */
  #feed(manager: string): Feed {
    const feed = this.#feeds.get(manager) ?? { heard: 0, alarms: new Map<string, Kept>() };
    this.#feeds.set(manager, feed);
    feed.heard = this.#now();
    return feed;
  }
}

const standing = ({ alarms }: Feed): Kept[] => [...alarms.values()].filter(({ severity }) => severity !== 'cleared');
const keyOf = (source: AlarmSource, managedObject: string, id: string): string =>
  `${source} ${JSON.stringify([managedObject, id])}`;
