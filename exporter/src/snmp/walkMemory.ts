import type { WalkPlan } from './walk.ts';
import type { WalkExperience } from './walkGroups.ts';

/** Agents remembered for each plan: more than one exporter asks. */
const maxAgents = 20_000;

/** What the last walk of each plan and agent found. A plan that is no longer used takes its memory along. */
export class WalkMemory {
  readonly #plans = new WeakMap<WalkPlan, Map<string, WalkExperience>>();

  recall(plan: WalkPlan, agent: string): WalkExperience | undefined {
    return this.#plans.get(plan)?.get(agent);
  }

  /** Undefined forgets. */
  keep(plan: WalkPlan, agent: string, experience: WalkExperience | undefined): void {
    let agents = this.#plans.get(plan);
    if (!agents) this.#plans.set(plan, (agents = new Map()));
    if (!experience) agents.delete(agent);
    else {
      const [oldest] = agents.size >= maxAgents && !agents.has(agent) ? agents.keys() : [];
      if (oldest !== undefined) agents.delete(oldest);
      agents.set(agent, experience);
    }
  }
}
