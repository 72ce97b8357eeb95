import type { Evidence, Observation } from '@roundsman/contract/evidence.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Element, Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import { measuredOf, onset } from '../test/cityFixture.ts';
import type { Chance } from './diagnosisRandom.ts';

export interface Fault {
  faultClass: FaultClassId;
  faultPoint: string;
  /** Seconds after the scenario's zero. */
  at: number;
}

export interface Noise {
  /** Share of observations that do not arrive. */
  lost: number;
  /** Share of good readings that come as bad. */
  spurious: number;
  /** Seconds by which an alert may come late. */
  delay: number;
}

/** What alone shows a fault of an end device. */
const marks: Partial<Record<Observable, FaultClassId>> = {
  picture_shown: 'picture_lost',
  picture_clear: 'lens_dirty',
  view_free: 'view_occluded',
  view_in_place: 'view_moved',
  colours_true: 'infrared_failure',
  clock_right: 'clock_wrong',
  identity_right: 'camera_misconfigured',
};

/** What the city does under faults: simulated forward in time, with none of the diagnosis' likelihoods. */
interface Life {
  /** Whether voltage is at the element's output at the time. */
  powered(id: string, time: number): boolean;
  answers(id: string, time: number): boolean;
  reads(element: string, observable: Observable, time: number): boolean | null;
}

const lives = (inventory: Inventory, faults: readonly Fault[], random: Chance): Life => {
  const elements = new Map(inventory.elements.map((element) => [element.id, element]));
  const below = new Map<string, Element[]>();
  const readers = new Map<string, Element>();
  for (const element of inventory.elements) {
    for (const { to } of element.uplinks) below.set(to, [...(below.get(to) ?? []), element]);
    for (const sense of element.senses) readers.set(sense.element, element);
  }
  // Most batteries hold for hours, some for minutes, a few not at all.
  const runtime = new Map(
    inventory.elements
      .filter((element) => element.kind === 'ups')
      .map(({ id }) => {
        const fate = random.next();
        return [id, fate < 0.05 ? 0 : fate < 0.2 ? random.between(600, 3600) : random.between(3600, 4 * 3600)];
      }),
  );
  // A fault of one's own lasts until the end of the scenario.
  const faultsAt = new Map<string, Fault[]>();
  for (const fault of faults) faultsAt.set(fault.faultPoint, [...(faultsAt.get(fault.faultPoint) ?? []), fault]);
  const struck = (id: string, time: number, ...classes: FaultClassId[]): boolean =>
    faultsAt.get(id)?.some((fault) => fault.at <= time && classes.includes(fault.faultClass)) ?? false;
  const firstStrike = Math.min(...faults.map((fault) => fault.at));

  const powerClasses: FaultClassId[] = ['area_mains_outage', 'service_drop', 'breaker_trip', 'cabinet_supply_failure'];
  const fed = (element: Element, time: number): boolean =>
    element.fedBy.length === 0 || element.fedBy.some((id) => powered(id, time));
  const powered = (id: string, time: number): boolean => {
    const element = elements.get(id);
    if (element === undefined || time < firstStrike) return true;
    if (struck(id, time, ...powerClasses)) return false;
    if (fed(element, time)) return true;
    if (element.kind !== 'ups') return false;
    const lostAt = Math.min(
      ...faults.flatMap((fault) =>
        powerClasses.includes(fault.faultClass) && !fed(element, fault.at) ? fault.at : [],
      ),
    );
    return time < lostAt + (runtime.get(id) ?? 0);
  };
  const works = (element: Element, time: number): boolean =>
    powered(element.id, time) &&
    !struck(
      element.id,
      time,
      'switch_hang',
      'switch_dead',
      'aggregation_down',
      'onu_failure',
      'camera_hang',
      'camera_dead',
    );
  /** Signals pass the element and the line in front of it. */
  const passes = (element: Element, time: number): boolean =>
    works(element, time) && !struck(element.id, time, 'feeder_fibre_cut', 'drop_fibre_cut', 'camera_cable_open');
  const answers = (id: string, time: number): boolean => {
    const element = elements.get(id);
    if (element === undefined || time < firstStrike) return true;
    return (
      passes(element, time) && (element.uplinks.length === 0 || element.uplinks.some(({ to }) => answers(to, time)))
    );
  };
  const lit = (element: Element, time: number): boolean =>
    passes(element, time) &&
    (element.kind === 'onu' || (below.get(element.id) ?? []).some((child) => lit(child, time)));
  const linked = (element: Element, time: number): boolean => {
    if (element.kind === 'pon_port') return lit(element, time);
    const hasLink = element.kind === 'switch' || element.kind === 'camera' || element.kind === 'aggregation';
    const dead = struck(element.id, time, 'switch_dead', 'camera_dead', 'camera_cable_open');
    return !hasLink || (powered(element.id, time) && !dead);
  };
  /** Loses packets: it itself, or what its signals pass. */
  const lossy = (element: Element, time: number): boolean =>
    struck(element.id, time, 'congestion') ||
    element.uplinks.some(({ to }) => {
      const above = elements.get(to);
      return above !== undefined && lossy(above, time);
    });
  const reads = (id: string, observable: Observable, time: number): boolean | null => {
    const element = elements.get(id);
    if (element === undefined) return null;
    switch (observable) {
      case 'reachable':
        return answers(id, time);
      case 'mains_present':
        return answers(id, time) ? fed(element, time) : null;
      case 'energised':
        return answers(readers.get(id)?.id ?? '', time) ? powered(id, time) : null;
      case 'link_up':
        // A port that nobody uses has no light, and no alert is made of it.
        if (element.kind === 'pon_port' && !lit(element, firstStrike - 1)) return null;
        return element.uplinks.some(({ to }) => answers(to, time)) ? linked(element, time) : null;
      case 'authorised':
        return answers(id, time) ? !struck(id, time, 'credentials_changed') : null;
      case 'media_flowing': {
        if (!answers(id, time) || struck(id, time, 'credentials_changed')) return null;
        return !struck(id, time, 'stream_abnormal');
      }
      case 'packets_whole':
        return answers(id, time) && !struck(id, time, 'credentials_changed', 'stream_abnormal')
          ? !lossy(element, time)
          : null;
      case 'clock_right':
      case 'identity_right':
        return answers(id, time) ? !struck(id, time, marks[observable] ?? 'clock_wrong') : null;
      default: {
        const mark = marks[observable];
        if (mark === undefined || !answers(id, time) || struck(id, time, 'credentials_changed')) return null;
        return !struck(id, time, mark);
      }
    }
  };
  return { powered, answers, reads };
};

/** Seconds from one measurement to the next, and until the rule says so; of a picture from its confirmation on. */
const scrape: Partial<Record<Observable, number>> = {
  mains_present: 15,
  energised: 15,
  reachable: 15,
  link_up: 15,
  clock_right: 60,
  identity_right: 60,
};
const scrapeOfStream = 30;
const hold: Partial<Record<Observable, number>> = {
  mains_present: 5,
  energised: 5,
  reachable: 15,
  link_up: 10,
  authorised: 5,
  media_flowing: 20,
  packets_whole: 35,
  profile_kept: 35,
  clock_right: 60,
};
const holdOfVerdict = 10;

/** What Prometheus and its rules make of it, looked at `lookedAt` seconds after zero. */
export const evidenceAt = (
  inventory: Inventory,
  faults: readonly Fault[],
  random: Chance,
  lookedAt: number,
  noise: Noise,
): Evidence => {
  const life = lives(inventory, faults, random);
  const observations: Observation[] = [];
  const moments = faults.map((fault) => fault.at);
  for (const [element, observable] of measuredOf(inventory)) {
    const every = scrape[observable] ?? scrapeOfStream;
    const phase = random.between(0, every);
    const last = lookedAt - ((lookedAt - phase) % every);
    if (random.happens(noise.lost)) continue;
    const times = samples(last, every, Math.min(...moments), phase);
    const known = times.map((time) => ({ time, value: life.reads(element, observable, time) }));
    const readable = known.filter(({ value }) => value !== null);
    const newest = readable[readable.length - 1];
    if (newest === undefined) continue;
    const at = (time: number): string => new Date(onset + Math.round(time * 1000)).toISOString();
    if (newest.value === false) {
      const firstBad = readable.find(({ value }) => value === false)?.time ?? newest.time;
      const since =
        firstBad + (hold[observable] ?? holdOfVerdict) + random.between(0, 5) + random.between(0, noise.delay);
      if (since <= lookedAt) observations.push({ element, observable, value: false, at: at(since), from: 'alert' });
      continue;
    }
    if (random.happens(noise.spurious)) {
      const since = lookedAt - random.between(0, 3600);
      observations.push({ element, observable, value: false, at: at(since), from: 'alert' });
      continue;
    }
    observations.push({ element, observable, value: true, at: at(newest.time), from: 'metric' });
  }
  return { at: new Date(onset + lookedAt * 1000).toISOString(), observations };
};

/** Scrapes that matter: a few before the first fault, those shortly after it, then sparsely up to the last. */
const samples = (last: number, every: number, first: number, phase: number): number[] => {
  const start = first - every - ((((first - phase) % every) + every) % every);
  const times: number[] = [];
  for (let time = start; time <= last; time += time < first + 4 * every ? every : every * 16) times.push(time);
  if (times[times.length - 1] !== last) times.push(last);
  return times.filter((time) => time <= last);
};
