import type { Lane } from '../probe/lane.ts';
import type { Peer } from '../snmp/socket.ts';
import type { VarbindList } from '../snmp/varbindList.ts';
import type { WalkPlan } from '../snmp/walk.ts';
import { bodyOf, type Body } from './body.ts';
import { explainRules, type Explanation } from './explain.ts';
import { exposition, type ScrapedModule } from './exposition.ts';
import { dynamicRestrictions, restrict, rowNames, staticRestrictions } from './filters.ts';
import type { ScrapePlan } from './plan.ts';
import type { AgentReading, ReadAgent } from './readAgent.ts';
import { render } from './render.ts';
import type { SnmpAuth } from './snmpYml.ts';
import { TextBuffer } from './textBuffer.ts';
import { oid } from '../snmp/oid.ts';

/** One scrape of one agent. */
export interface ScrapeRequest {
  peer: Peer;
  /** What is asked, and as whom; all of one agent, in this order. */
  modules: readonly { plan: ScrapePlan; auth: SnmpAuth }[];
  contextName: string | undefined;
  /** What makes two scrapes the same: agent, modules, auth and context. */
  key: string;
  patienceMs: number;
  /** Tell what happened and what each rule made of it. */
  explain: boolean;
}

export interface Scraped {
  /** Prometheus text format 0.0.4. */
  body: Body;
  explanation: Explanation | undefined;
}

interface WalkedModule {
  plan: ScrapePlan;
  reading: AgentReading;
  /** When its walk began, in ms of `performance.now()`. */
  started: number;
  walkSeconds: number;
}

/** Scrapes agents: the same scrape at most once at a time, within the places of its lane. */
export class Scraper {
  readonly #read: ReadAgent;
  readonly #lane: Lane;
  readonly #running = new Map<string, Promise<Scraped>>();
  /** Of the modules of one scrape. */
  readonly #samples: TextBuffer[] = [];
  readonly #answer = new TextBuffer();

  constructor(read: ReadAgent, lane: Lane) {
    this.#read = read;
    this.#lane = lane;
  }

  /**
   * Scrape, or join the same scrape that is running.
   * @throws OverCapacity, ProbeFailure, RepeatedSeries; anything else is a fault of the exporter
   */
  scrape(request: ScrapeRequest): Promise<Scraped> {
    const running = this.#running.get(request.key);
    if (running) return running;
    const deadline = performance.now() + request.patienceMs;
    const scrape = this.#lane
      .run(request.patienceMs, () => this.#scrape(request, deadline))
      .finally(() => this.#running.delete(request.key));
    this.#running.set(request.key, scrape);
    return scrape;
  }

  async #scrape(request: ScrapeRequest, deadline: number): Promise<Scraped> {
    const explanation: Explanation | undefined = request.explain ? { lines: [] } : undefined;
    const walked: WalkedModule[] = [];
    // One after the other: an agent is not asked two things at once.
    for (const { plan, auth } of request.modules)
      walked.push(await this.#walk(request, plan, auth, deadline, explanation));
    return { body: this.#write(walked, explanation), explanation };
  }

  /** Into buffers that all scrapes share, so nothing may be waited for before the body is taken from them. */
  #write(walked: readonly WalkedModule[], explanation: Explanation | undefined): Body {
    const modules = walked.map(({ plan, reading, started, walkSeconds }, at): ScrapedModule => {
      const samples = (this.#samples[at] ??= new TextBuffer());
      samples.clear();
      const { varbinds, packetsSent, packetsRetried } = reading;
      const rendered = explanation
        ? explainRules(plan, varbinds, samples, explanation)
        : render(plan, varbinds, samples);
      const seconds = (performance.now() - started) / 1000;
      const statistics = { walkSeconds, seconds, packetsSent, packetsRetried, pdusReturned: varbinds.length };
      return { plan, rendered, statistics };
    });
    this.#answer.clear();
    exposition(modules, this.#answer);
    return bodyOf(this.#answer.view());
  }

  async #walk(
    { peer, contextName }: ScrapeRequest,
    plan: ScrapePlan,
    auth: SnmpAuth,
    deadline: number,
    explanation: Explanation | undefined,
  ): Promise<WalkedModule> {
    const started = performance.now();
    const note = explanation
      ? (line: string): void =>
          void explanation.lines.push(`${(performance.now() - started).toFixed(1).padStart(8)} ms  ${line}`)
      : undefined;
    note?.(`module ${plan.module.name}`);
    const request = { peer, auth, contextName, module: plan.module, deadline, note };
    const reading =
      plan.module.dynamicFilters.length + plan.module.staticFilters.length
        ? await this.#readFiltered(plan, request)
        : await this.#read({ ...request, walk: plan.walk });
    return { plan, reading, started, walkSeconds: (performance.now() - started) / 1000 };
  }

  /** First the columns that the filters look at, then the rows that they let through. */
  async #readFiltered(plan: ScrapePlan, request: Omit<Parameters<ReadAgent>[0], 'walk'>): Promise<AgentReading> {
    const restrictions = staticRestrictions(plan);
    let [packetsSent, packetsRetried] = [0, 0];
    const read = async (walk: WalkPlan): Promise<VarbindList> => {
      const reading = await this.#read({ ...request, walk });
      packetsSent += reading.packetsSent;
      packetsRetried += reading.packetsRetried;
      return reading.varbinds;
    };
    for (const filter of plan.module.dynamicFilters)
      restrictions.push(...dynamicRestrictions(filter, await read({ scalars: [], columns: [oid(filter.oid)] })));
    for (const restriction of restrictions) request.note?.(`rows that are wanted: ${rowNames(restriction) || 'none'}`);
    const { walk, wanted } = restrict(plan, restrictions);
    const varbinds = [...(await read(walk))].filter(wanted);
    return { varbinds, packetsSent, packetsRetried };
  }
}
