import { randomUUID } from 'node:crypto';
import type { Diagnosis, Evidence } from '@roundsman/contract/evidence.ts';
import type { LearnedPriors } from '@roundsman/contract/priors.ts';
import type { CaseReference, RecordedCase } from '@roundsman/contract/recordedCase.ts';
import { sameCause } from '../domain/correlation/kinship.ts';
import { recordCase } from '../domain/recordedCase/recordCase.ts';
import { packCase } from './packedCase.ts';
import { nowOf, type Service } from './service.ts';
import type { Transaction } from './store.ts';

/**
 * Whoever decides holds a lock, and messages wait for it: of a storm with more causes than this the first are recorded, and those
 * are the widest.
 */
const mostOfADecision = 100;

/** What was decided on, and what came of it. */
export interface Decided {
  evidence: Evidence;
  verdicts: readonly Diagnosis[];
  /** By which the diagnosis went; null: the built-in ones. */
  priors: LearnedPriors | null;
  /** Verdicts that were made without the diagnosis, since it failed. */
  fallbacks: ReadonlySet<Diagnosis>;
}

/** Keeps what a verdict was made from, in the transaction, and answers how the record of its orders names it. */
export interface CaseKeeper {
  keep(verdict: Diagnosis, orders: RecordedCase['orders']): Promise<CaseReference | undefined>;
  /** The same for the verdict that has this cause now; undefined where none has. */
  keepOf(diagnosis: Diagnosis | null, orders: RecordedCase['orders']): Promise<CaseReference | undefined>;
}

/**
 * One for each decision. An order never fails for want of its case: what cannot be recorded, for its size or for a bug of ours, is
 * logged, and the order stands without it.
 */
export function caseKeeper(transaction: Transaction, service: Service, decided: Decided): CaseKeeper {
  let left = mostOfADecision;
  const make = (verdict: Diagnosis, orders: RecordedCase['orders']): RecordedCase | null => {
    try {
      const madeBy = decided.fallbacks.has(verdict) ? 'fallback' : 'diagnosis';
      const about = { id: randomUUID(), orders, recordedAt: nowOf(service) };
      const made = recordCase(
        service.city(),
        { evidence: decided.evidence, verdict, madeBy, priors: decided.priors },
        about,
      );
      if (made === null) service.logger.warn({ orders }, 'what a verdict was made from is too much to be kept');
      return made;
    } catch (error) {
      service.logger.error({ err: error, orders }, 'what a verdict was made from could not be recorded');
      return null;
    }
  };
  const keep: CaseKeeper['keep'] = async (verdict, orders) => {
    if (left === 0) {
      service.logger.warn({ orders }, 'too many verdicts at once: what this one was made from is not kept');
      return undefined;
    }
    left -= 1;
    const made = make(verdict, orders);
    if (made === null) return undefined;
    const orderIds = orders.map(({ id }) => id);
    const { id, recordedAt } = made;
    const { body, sha256 } = await packCase(made);
    await transaction.recordedCases.insert({ id, orderIds, recordedAt, body });
    return { id, sha256 };
  };
  return {
    keep,
    keepOf: async (diagnosis, orders) => {
      const verdict = diagnosis && decided.verdicts.find((each) => sameCause(each, diagnosis));
      return verdict ? keep(verdict, orders) : undefined;
    },
  };
}
