import type { ProbeModule } from '@roundsman/contract/vocabulary.ts';
import type { Target } from '../targets.ts';
import { Exposition, labels } from './exposition.ts';
import { ProbeFailure } from './failure.ts';
import { Lane } from './lane.ts';
import type { Probers } from './prober.ts';

/** What became of one probe. */
export interface ProbeReport {
  success: boolean;
  /** success, or why not; finer than the reason in the exposition. */
  outcome: string;
  /** Prometheus text format 0.0.4. */
  text: string;
  /** What happened, line by line, with milliseconds since the start. */
  log: readonly string[];
  durationSeconds: number;
  finished: Date;
}

export interface LaneSettings {
  deadlineSeconds: number;
  concurrency: number;
  queue: number;
}
export type LaneName = 'snmp' | 'reach' | 'rtsp';

/** Modules that share their places. */
const laneOf: Readonly<Record<ProbeModule, LaneName>> = {
  snmp_if: 'snmp',
  snmp_ups: 'snmp',
  reach: 'reach',
  rtsp: 'rtsp',
};

/** Told of the course of the probes, for the exporter's own metrics. */
export interface ProbeObserver {
  started: (module: ProbeModule) => void;
  finished: (module: ProbeModule, outcome: string) => void;
}

const maxLogLines = 500;

/** Runs probes: each device and module at most once at a time, each kind within its places and its deadline. */
export class ProbeRunner {
  readonly #probers: Probers;
  readonly #settings: Readonly<Record<LaneName, LaneSettings>>;
  readonly #lanes: Readonly<Record<LaneName, Lane>>;
  readonly #observer: ProbeObserver;
  readonly #running = new Map<string, Promise<ProbeReport>>();
  readonly #last = new Map<string, ProbeReport>();

  constructor(probers: Probers, settings: Readonly<Record<LaneName, LaneSettings>>, observer: ProbeObserver) {
    this.#probers = probers;
    this.#settings = settings;
    this.#lanes = { snmp: new Lane(settings.snmp), reach: new Lane(settings.reach), rtsp: new Lane(settings.rtsp) };
    this.#observer = observer;
  }

  /** The result of the last probe of a device by a module. */
  last(target: string, module: ProbeModule): ProbeReport | undefined {
    return this.#last.get(keyOf(target, module));
  }

  /**
   * Probe a device, or join the probe that is running: a device is never asked twice at once.
   * `patienceSeconds`: for how long the asker waits; the configured deadline bounds it.
   * @throws OverCapacity; anything else is a fault of the exporter
   */
  run(target: Target, module: ProbeModule, patienceSeconds: number): Promise<ProbeReport> {
    const key = keyOf(target.id, module);
    const running = this.#running.get(key);
    if (running) return running;
    const lane = laneOf[module];
    const budgetMs = Math.min(patienceSeconds, this.#settings[lane].deadlineSeconds) * 1000;
    const asked = performance.now();
    const probe = this.#lanes[lane]
      .run(budgetMs, () => this.#probe(target, module, asked + budgetMs))
      .finally(() => this.#running.delete(key));
    this.#running.set(key, probe);
    return probe;
  }

  /** Forget the results of devices that are not probed any more. */
  keepOnly(targets: ReadonlyMap<string, Target>): void {
    for (const key of this.#last.keys()) if (!targets.has(key.split(' ')[0] ?? '')) this.#last.delete(key);
  }

  async #probe(target: Target, module: ProbeModule, deadline: number): Promise<ProbeReport> {
    const exposition = new Exposition();
    const log: string[] = [];
    const started = performance.now();
    const note = (line: string): void => {
      if (log.length < maxLogLines) log.push(`${(performance.now() - started).toFixed(1).padStart(8)} ms  ${line}`);
    };
    this.#observer.started(module);
    let outcome = 'exporter_fault';
    try {
      try {
        await this.#probers[module]({ target, deadline, exposition, note });
        outcome = 'success';
        exposition.add('probe_success', 1);
      } catch (error) {
        if (!(error instanceof ProbeFailure)) throw error;
        outcome = error.outcome;
        note(`failed, ${error.reason}: ${error.message}`);
        exposition.add('probe_success', 0);
        exposition.add('probe_failure_info', 1, labels({ reason: error.reason }));
      }
    } finally {
      this.#observer.finished(module, outcome);
    }
    const durationSeconds = (performance.now() - started) / 1000;
    exposition.add('probe_duration_seconds', durationSeconds);
    const report: ProbeReport = {
      success: outcome === 'success',
      outcome,
      text: exposition.text(),
      log,
      durationSeconds,
      finished: new Date(),
    };
    this.#last.set(keyOf(target.id, module), report);
    return report;
  }
}

/** Ids hold no blanks. */
const keyOf = (target: string, module: ProbeModule): string => `${target} ${module}`;
