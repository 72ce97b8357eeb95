import type { ProbeGroup } from '@roundsman/contract/vocabulary.ts';
import type { Target } from '../targets.ts';
import { Exposition, labels } from './exposition.ts';
import { ProbeFailure } from './failure.ts';
import { Lane, OverCapacity } from './lane.ts';
import type { Probers } from './prober.ts';

/** How one probe ended. It is kept for each device until the next, so it holds no text. */
export interface ProbeOutcome {
  success: boolean;
  /** success, or why not; finer than the reason in the exposition. */
  outcome: string;
  durationSeconds: number;
  finished: Date;
}

/** What became of one probe. */
export interface ProbeReport extends ProbeOutcome {
  /** Prometheus text format 0.0.4. */
  text: string;
  /** What happened, line by line, with milliseconds since the start. */
  log: readonly string[];
}

export interface LaneSettings {
  deadlineSeconds: number;
  concurrency: number;
  queue: number;
}

/** Told of the course of the probes, for the exporter's own metrics. */
export interface ProbeObserver {
  started: (group: ProbeGroup) => void;
  finished: (group: ProbeGroup, outcome: string) => void;
}

/** Adds what is known of a device without asking it: whatever its probe ended with, and when that began (ms since 1970). */
export type Supplement = (target: Target, group: ProbeGroup, begun: number, exposition: Exposition) => void;

const maxLogLines = 5000;

/** Runs probes: each device and group at most once at a time, each group within its places and its deadline. */
export class ProbeRunner {
  readonly #probers: Probers;
  readonly #settings: Readonly<Record<ProbeGroup, LaneSettings>>;
  readonly #lanes: Readonly<Record<ProbeGroup, Lane>>;
  readonly #observer: ProbeObserver;
  readonly #supplement: Supplement | undefined;
  readonly #running = new Map<string, Promise<ProbeReport>>();
  readonly #last = new Map<string, ProbeOutcome>();

  constructor(
    probers: Probers,
    settings: Readonly<Record<ProbeGroup, LaneSettings>>,
    observer: ProbeObserver,
    supplement?: Supplement,
  ) {
    this.#probers = probers;
    this.#supplement = supplement;
    this.#settings = settings;
    this.#lanes = {
      snmp: new Lane(settings.snmp),
      reach: new Lane(settings.reach),
      rtsp: new Lane(settings.rtsp),
      topology: new Lane(settings.topology),
      management: new Lane(settings.management),
    };
    this.#observer = observer;
  }

  /** The places of a group; what else asks its devices shares them. */
  lane(group: ProbeGroup): Lane {
    return this.#lanes[group];
  }

  /** How the last probe of a device by a group of modules ended. */
  last(target: string, group: ProbeGroup): ProbeOutcome | undefined {
    return this.#last.get(keyOf(target, group));
  }

  /**
   * Probe a device, or join the probe that is running: a device is never asked twice at once.
   * `patienceSeconds`: for how long the asker waits; the configured deadline bounds it.
   * @throws OverCapacity; anything else is a fault of the exporter
   */
  run(target: Target, group: ProbeGroup, patienceSeconds: number): Promise<ProbeReport> {
    return this.#running.get(keyOf(target.id, group)) ?? this.#begin(target, group, patienceSeconds, false);
  }

  /** As `run`, with everything that happened in the log of the report; so it is not the probe that is running, but the next one. */
  async explain(target: Target, group: ProbeGroup, patienceSeconds: number): Promise<ProbeReport> {
    const key = keyOf(target.id, group);
    for (let running = this.#running.get(key); running; running = this.#running.get(key))
      await running.catch(() => undefined);
    return this.#begin(target, group, patienceSeconds, true);
  }

  #begin(target: Target, group: ProbeGroup, patienceSeconds: number, explains: boolean): Promise<ProbeReport> {
    const key = keyOf(target.id, group);
    const budgetMs = Math.min(patienceSeconds, this.#settings[group].deadlineSeconds) * 1000;
    const asked = performance.now();
    const probe = this.#lanes[group]
      .run(budgetMs, () => this.#probe(target, group, asked + budgetMs, explains))
      .finally(() => this.#running.delete(key));
    this.#running.set(key, probe);
    return probe;
  }

  /** Forget the results of devices that are not probed any more. */
  keepOnly(targets: ReadonlyMap<string, Target>): void {
    for (const key of this.#last.keys()) if (!targets.has(key.split(' ')[0] ?? '')) this.#last.delete(key);
  }

  async #probe(target: Target, group: ProbeGroup, deadline: number, explains: boolean): Promise<ProbeReport> {
    const exposition = new Exposition();
    const log: string[] = [];
    const started = performance.now();
    const begun = Date.now();
    const note = (line: string): void => {
      if (log.length < maxLogLines) log.push(`${(performance.now() - started).toFixed(1).padStart(8)} ms  ${line}`);
    };
    this.#observer.started(group);
    let outcome = 'exporter_fault';
    try {
      try {
        await this.#probers[group]({ target, deadline, exposition, explains, note });
        outcome = 'success';
        exposition.add('probe_success', 1);
      } catch (error) {
        if (error instanceof OverCapacity) outcome = 'over_capacity';
        if (!(error instanceof ProbeFailure)) throw error;
        outcome = error.outcome;
        note(`failed, ${error.reason}: ${error.message}`);
        exposition.add('probe_success', 0);
        exposition.add('probe_failure_info', 1, labels({ reason: error.reason }));
      }
    } finally {
      this.#observer.finished(group, outcome);
    }
    this.#supplement?.(target, group, begun, exposition);
    const durationSeconds = (performance.now() - started) / 1000;
    exposition.add('probe_duration_seconds', durationSeconds);
    const ended: ProbeOutcome = { success: outcome === 'success', outcome, durationSeconds, finished: new Date() };
    this.#last.set(keyOf(target.id, group), ended);
    return { ...ended, text: exposition.text(), log };
  }
}

/** Ids hold no blanks. */
const keyOf = (target: string, group: ProbeGroup): string => `${target} ${group}`;
