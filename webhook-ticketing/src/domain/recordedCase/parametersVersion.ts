import { createHash } from 'node:crypto';
import { faultClassIds } from '@roundsman/contract/faultClasses.ts';
import type { PriorRates } from '@roundsman/contract/priors.ts';
import { elementKinds } from '@roundsman/contract/vocabulary.ts';
import { battery, enough, logPrior, timing, trust } from '../diagnosis/parameters.ts';
import { canonicalJson } from '../eventChain.ts';

/** Names the numbers that the diagnosis judges by; another name means that a verdict may differ for their sake. 16 hex digits. */
export const parametersVersion = (learned?: PriorRates): string => {
  const priors = faultClassIds.map((faultClass) => elementKinds.map((kind) => logPrior(faultClass, kind, learned)));
  return createHash('sha256')
    .update(canonicalJson({ trust, battery, timing, enough, priors }))
    .digest('hex')
    .slice(0, 16);
};
