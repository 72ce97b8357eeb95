import type { Diagnosis, Evidence, Observation } from '@roundsman/contract/evidence.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { LearnedPriors } from '@roundsman/contract/priors.ts';
import { mostRecorded, type RecordedInventory } from '@roundsman/contract/recordedCase.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { canonicalJson } from '../eventChain.ts';
import { buildTopology, type Topology } from '../topology.ts';
import { nearest, waysOf } from './neighbourhood.ts';
import { asInventory, partInQuestion } from './partInQuestion.ts';

/** So many neighbours are tried first, then more; at last all that anything is known of. */
const neighbourhoods = [20, 100, 500, 2500];

export interface CutOut {
  inventory: RecordedInventory;
  evidence: Evidence;
}

/**
 * The least of the evidence, and of the city, that gives this very verdict again. The whole city's evidence with every camera that
 * hangs would be too much to keep, and to show to the party that answers for the camera. Null where the verdict needs more than a
 * recorded case may hold.
 */
export function cutOut(
  { inventory, topology }: { inventory: Inventory; topology: Topology },
  evidence: Evidence,
  verdict: Diagnosis,
  priors: LearnedPriors | null = null,
): CutOut | null {
  const byElement = observationsOf(evidence);
  const known = new Set(byElement.keys());
  const spokenOf = new Set([...verdict.affected, ...verdict.candidates.map(({ faultPoint }) => faultPoint)]);
  const ways = waysOf(topology.graph, spokenOf);
  const within = (ids: ReadonlySet<string>): CutOut | null => {
    const observations = [...ids].flatMap((id) => byElement.get(id) ?? []);
    if (observations.length > mostRecorded.observations) return null;
    const part = partInQuestion({ inventory, topology }, observations, ids);
    if (part.elements.length > mostRecorded.elements) return null;
    return { inventory: part, evidence: { at: evidence.at, observations } };
  };
  for (const room of neighbourhoods) {
    if (room >= known.size) break;
    const cut = within(new Set([...ways, ...nearest(topology.graph, spokenOf, known, room)]));
    if (cut === null) return null;
    if (gives(cut, verdict, priors)) return cut;
  }
  return within(new Set([...ways, ...known]));
}

const indexes = new WeakMap<Evidence, ReadonlyMap<string, readonly Observation[]>>();

/** By element; computed once for the many verdicts that one evidence may give. */
function observationsOf(evidence: Evidence): ReadonlyMap<string, readonly Observation[]> {
  const known = indexes.get(evidence);
  if (known !== undefined) return known;
  const index = Map.groupBy(evidence.observations, ({ element }) => element);
  indexes.set(evidence, index);
  return index;
}

function gives({ inventory, evidence }: CutOut, verdict: Diagnosis, priors: LearnedPriors | null): boolean {
  const expected = canonicalJson(verdict);
  try {
    return diagnose(buildTopology(asInventory(inventory)), evidence, priors).some(
      (each) => canonicalJson(each) === expected,
    );
  } catch {
    // Evidence on which the diagnosis fails is what is to be kept: all of it.
    return false;
  }
}
