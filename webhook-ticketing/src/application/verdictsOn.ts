import type { Diagnosis, Evidence, Observation } from '@roundsman/contract/evidence.ts';
import type { Alert } from '../domain/alertEpisode.ts';
import { checkFor } from '../domain/diagnosis/checks.ts';
import { diagnose } from '../domain/diagnosis/diagnose.ts';
import type { Instant } from '../domain/instant.ts';
import type { Topology } from '../domain/topology.ts';
import { evidenceOf } from './currentEvidence.ts';

export interface Verdicts {
  verdicts: Diagnosis[];
  /** Where the diagnosis failed, and on what; empty when all went well. */
  failures: { element: string | null; error: unknown }[];
}

type Attempt = { verdicts: Diagnosis[] } | { verdicts: null; error: unknown };

/**
 * The verdicts on what fires. An input on which the diagnosis throws, which is a bug of ours, must not keep the others from being
 * judged: it is found by halving, and its element has an undetermined verdict of its own, for a person to look at.
 */
export function verdictsOn(
  topology: Topology,
  firing: readonly Alert[],
  measured: readonly Observation[],
  at: Instant,
  judge: (topology: Topology, evidence: Evidence) => Diagnosis[] = (graph, evidence) => diagnose(graph, evidence),
): Verdicts {
  const attempt = (alerts: readonly Alert[], observations: readonly Observation[]): Attempt => {
    try {
      return { verdicts: judge(topology, evidenceOf(alerts, observations, at)) };
    } catch (error) {
      return { verdicts: null, error };
    }
  };
  const whole = attempt(firing, measured);
  if (whole.verdicts) return { verdicts: whole.verdicts, failures: [] };

  const poison = new Map<string, unknown>();
  /** By alerts alone: what was measured may be at fault as well. */
  const byHalves = (elements: readonly string[], alerts: readonly Alert[]): Diagnosis[] => {
    const attempted = attempt(alerts, []);
    if (attempted.verdicts) return attempted.verdicts;
    const [element = '', ...others] = elements;
    if (others.length === 0) {
      poison.set(element, attempted.error);
      return [undetermined(topology, element)];
    }
    const middle = Math.ceil(elements.length / 2);
    return [elements.slice(0, middle), elements.slice(middle)].flatMap((half) => {
      const members = new Set(half);
      return byHalves(
        half,
        alerts.filter((alert) => members.has(alert.element)),
      );
    });
  };
  const inPieces = byHalves([...new Set(firing.map(({ element }) => element))], firing);
  const healthy = firing.filter(({ element }) => !poison.has(element));
  const together = attempt(healthy, measured).verdicts ?? attempt(healthy, []).verdicts;
  const failures = [...poison].map(([element, error]) => ({ element, error }));
  return {
    verdicts: together
      ? [...together, ...[...poison.keys()].map((element) => undetermined(topology, element))]
      : inPieces,
    failures: failures.length > 0 ? failures : [{ element: null, error: whole.error }],
  };
}

/** What is said of an element when nothing can be: the maintenance unit looks at it. */
export function undetermined(topology: Topology, element: string): Diagnosis {
  const verdict = {
    faultClass: 'undetermined',
    faultPoint: element,
    party: topology.maintenanceUnitFor(element),
    probability: 1,
  } as const;
  const check = checkFor('undetermined', topology.name(element));
  return { ...verdict, candidates: [{ ...verdict, for: [], against: [], check }], affected: [element] };
}
