import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { RecordedCase } from '@roundsman/contract/recordedCase.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { canonicalJson } from '../eventChain.ts';
import { buildTopology } from '../topology.ts';
import { asInventory } from './partInQuestion.ts';
import { parametersVersion } from './parametersVersion.ts';

export interface Replay {
  /** All that the evidence gives now. */
  verdicts: Diagnosis[];
  /** The one that stands where the recorded one stood: of the same cause, else of most of the same elements; null: none. */
  counterpart: Diagnosis | null;
  /** Whether it is the recorded one to the last digit. */
  same: boolean;
  /** Whether the diagnosis judged by the same numbers then. */
  sameParameters: boolean;
}

/** Judges a recorded case anew. Throws what the diagnosis throws. */
export function replay({ inventory, evidence, verdict, parameters, priors }: RecordedCase): Replay {
  const verdicts = diagnose(buildTopology(asInventory(inventory)), evidence, priors);
  const counterpart = counterpartOf(verdict, verdicts);
  return {
    verdicts,
    counterpart,
    same: counterpart !== null && canonicalJson(counterpart) === canonicalJson(verdict),
    sameParameters: parametersVersion(priors?.perYear) === parameters,
  };
}

function counterpartOf(recorded: Diagnosis, verdicts: readonly Diagnosis[]): Diagnosis | null {
  const affected = new Set(recorded.affected);
  const shared = (verdict: Diagnosis): number => verdict.affected.filter((id) => affected.has(id)).length;
  const sameCause = verdicts.find(
    ({ faultClass, faultPoint }) => faultClass === recorded.faultClass && faultPoint === recorded.faultPoint,
  );
  if (sameCause) return sameCause;
  const [most] = verdicts.filter((verdict) => shared(verdict) > 0).sort((a, b) => shared(b) - shared(a));
  return most ?? null;
}
