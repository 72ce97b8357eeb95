import { createHash } from 'node:crypto';
import type { Diagnosis, Evidence } from '@roundsman/contract/evidence.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { LearnedPriors } from '@roundsman/contract/priors.ts';
import type { RecordedCase } from '@roundsman/contract/recordedCase.ts';
import { canonicalJson } from '../eventChain.ts';
import type { Instant } from '../instant.ts';
import type { Topology } from '../topology.ts';
import { cutOut } from './cutOut.ts';
import { parametersVersion } from './parametersVersion.ts';

/** The verdict with what it was made from; null where that is more than a recorded case may hold. */
export function recordCase(
  city: { inventory: Inventory; topology: Topology },
  decided: { evidence: Evidence; verdict: Diagnosis; madeBy: RecordedCase['madeBy']; priors?: LearnedPriors | null },
  about: { id: string; orders: RecordedCase['orders']; recordedAt: Instant },
): RecordedCase | null {
  const { priors = null } = decided;
  const cut = cutOut(city, decided.evidence, decided.verdict, priors);
  if (cut === null) return null;
  return {
    format: 'roundsman-recorded-case',
    version: 1,
    ...about,
    parameters: parametersVersion(priors?.perYear),
    ...(priors && { priors }),
    madeBy: decided.madeBy,
    ...cut,
    verdict: decided.verdict,
  };
}

export const textSha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** What the record of an order holds of a case: SHA-256 over its canonical JSON, however the file is laid out or packed. */
export const caseSha256 = (recorded: RecordedCase): string => textSha256(canonicalJson(recorded));
