import { correlateAlerts, type LastJudged } from './correlateAlerts.ts';
import { drainOutbox } from './drainOutbox.ts';
import { keepPictures, type Postponed } from './keepPictures.ts';
import { learnPriors } from './priors.ts';
import { predict, type Seen } from './predict.ts';
import { reconcile } from './reconcile.ts';
import { releaseHeld } from './releaseHeld.ts';
import type { DutyName, Service } from './service.ts';
import { tickClocks } from './tickClocks.ts';
import { verifyRecoveries } from './verifyRecoveries.ts';

/**
 * One round of each duty; answers in how many milliseconds it wants the next, where that is sooner than usual. A round that goes
 * on as long as there is something to do begins nothing more once `stop` is aborted.
 */
export type Duties = Readonly<Record<DutyName, (stop?: AbortSignal) => Promise<number | undefined>>>;

export function duties(service: Service): Duties {
  const postponed: Postponed = new Map();
  const last: LastJudged = { elements: new Set() };
  const seen: Seen = { at: null, sights: [] };
  return {
    correlate: () => correlateAlerts(service, last),
    drainOutbox: (stop) => drainOutbox(service, stop),
    tickClocks: (stop) => tickClocks(service, stop),
    verifyRecoveries: () => verifyRecoveries(service),
    reconcile: () => reconcile(service),
    keepPictures: () => keepPictures(service, postponed),
    learnPriors: () => learnPriors(service),
    releaseHeld: () => releaseHeld(service),
    predict: (stop) => predict(service, seen, stop),
  };
}
