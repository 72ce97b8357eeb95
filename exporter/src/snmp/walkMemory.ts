import type { WalkPlan } from './walk.ts';
import type { WalkExperience } from './walkGroups.ts';

/** Agents remembered for each plan: more than one exporter asks. */
const maxAgents = 20_000;
/** Different experiences that are looked for among those of a plan. */
const maxShared = 1000;

interface PlanMemory {
  agents: Map<string, WalkExperience>;
  /** Devices of one model have one experience, with all that is worked out from it. */
  shared: Map<string, WalkExperience>;
}

/** What the last walk of each plan and agent found. A plan that is no longer used takes its memory along. */
export class WalkMemory {
  readonly #plans = new WeakMap<WalkPlan, PlanMemory>();

  recall(plan: WalkPlan, agent: string): WalkExperience | undefined {
    return this.#plans.get(plan)?.agents.get(agent);
  }

  /** Undefined forgets. */
  keep(plan: WalkPlan, agent: string, experience: WalkExperience | undefined): void {
    let memory = this.#plans.get(plan);
    if (!memory) this.#plans.set(plan, (memory = { agents: new Map(), shared: new Map() }));
    const { agents, shared } = memory;
    if (!experience) agents.delete(agent);
    else {
      const [oldest] = agents.size >= maxAgents && !agents.has(agent) ? agents.keys() : [];
      if (oldest !== undefined) agents.delete(oldest);
      agents.set(agent, sharedOf(shared, experience));
    }
  }
}

function sharedOf(shared: Map<string, WalkExperience>, experience: WalkExperience): WalkExperience {
  const key = `${experience.octetsPerVarbind} ${experience.rows.join()}`;
  const known = shared.get(key);
  if (known) return known;
  if (shared.size >= maxShared) shared.clear();
  shared.set(key, experience);
  return experience;
}
