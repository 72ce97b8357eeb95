import { setTimeout as pause } from 'node:timers/promises';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import { query, type District } from '../src/district.ts';
import { until } from '../src/until.ts';
import type { Claim, Strike } from './ground.ts';
import type { Told } from './told.ts';

/** Without a message for this long a fault counts as lost, seconds. */
const lostAfter = 180;
/** How long a fault stays after its message, so that its other symptoms show as well, seconds. */
const dwell = 8;

/** How long after its end a fault's orders may take to be verified by measurement, seconds. */
const patience = 300;

/** From afar a drop fibre cut is a failed ONU: docs/diagnosis.md says which is named, and why. */
const isRight = (said: FaultClassId, truth: FaultClassId): boolean =>
  said === truth || (said === 'onu_failure' && truth === 'drop_fibre_cut');

const pastStates: ReadonlySet<string> = new Set(['verified', 'evaluated', 'closed', 'joined']);

/** The way of a fault to its message, leg by leg, seconds. They add up to the whole. */
export interface Legs {
  /** Onset → first bad sample judged: the scrape's phase, the probe's time-out, the rule's evaluation. */
  seen: number;
  /** → the order is open: the rule's `for:`, Alertmanager's group, the correlation hold, the diagnosis. */
  judged: number;
  /** → the message is received: the outbox and the channel. */
  delivered: number;
}

export interface Story {
  kind: string;
  target: string;
  /** The class that a right diagnosis names. */
  faultClass: FaultClassId;
  /** Onset → first message about it, seconds; null when it was lost. */
  seconds: number | null;
  legs: Legs | null;
  /** What the first message named: class and fault point. Of a lost fault: what is known of it. */
  named: string;
  right: boolean;
  /** Orders opened for it that were told to people; one is right. */
  orders: number;
}

/**
 * Breaks something, waits for the message about it, mends it. `recovered` ends when its orders are verified, or when `over`
 * says that nobody needs to know any more; it fails where they stay open.
 */
export async function tellStory(
  { stack, simulator, operator }: District,
  told: readonly Told[],
  { kind }: Strike,
  { target, reach, release }: Claim,
  over: AbortSignal,
): Promise<{ story: Story; recovered: Promise<void> }> {
  const { id, onset, faultClass } = await simulator.inject(kind, target);
  const about = (): Told[] =>
    told.filter(
      // The place may have been struck before: a message about an order that is verified tells of the recovery from that.
      ({ at, order: { state, diagnosis, affected } }) =>
        at >= onset &&
        !pastStates.has(state) &&
        (reach.has(diagnosis?.faultPoint ?? '') || affected.some((element) => reach.has(element))),
    );
  while (about().length === 0 && Date.now() < onset + lostAfter * 1000) await pause(100);
  const [first] = about();
  const symptomsOf = `ALERTS_FOR_STATE{element_id=~"${[...reach].join('|')}"}`;
  const activeAt = await query(stack, `min(${symptomsOf})`);
  await pause(dwell * 1000);
  await simulator.clear(id);

  const base = { kind, target, faultClass };
  if (first === undefined) {
    const named = activeAt === null ? 'no alert' : `alert ${(activeAt - onset / 1000).toFixed(1)} s after its onset`;
    release();
    const story = { ...base, seconds: null, legs: null, named, right: false, orders: 0 };
    return { story, recovered: Promise.resolve() };
  }
  const { at, order } = first;
  const secondsTo = (later: number, earlier: number): number => (later - earlier) / 1000;
  const seenAt = Date.parse(order.onsetAt);
  const openedAt = Date.parse(order.openedAt);
  // Not where the order came back from an earlier fault of the same place.
  const knowsItsWay = openedAt >= onset;
  const ids = [...new Set(about().map((each) => each.order.id))];
  const story: Story = {
    ...base,
    seconds: secondsTo(at, onset),
    legs: knowsItsWay
      ? {
          seen: secondsTo(seenAt, onset),
          judged: secondsTo(openedAt, seenAt),
          delivered: secondsTo(at, openedAt),
        }
      : null,
    named: `${order.diagnosis?.faultClass} ${order.diagnosis?.faultPoint}`,
    right: order.diagnosis?.faultPoint === target && isRight(order.diagnosis.faultClass, faultClass),
    orders: ids.length,
  };
  return { story, recovered: recovery(ids).finally(release) };

  /** A site whose order still stands is not quiet: what happens there next could rightly be taken for its tail. */
  async function recovery(orders: readonly string[]): Promise<void> {
    for (const each of orders) {
      const isOver = async (): Promise<boolean> => over.aborted || pastStates.has((await operator.order(each)).state);
      await until(`order ${each} to be verified after ${kind} of ${target}`, isOver, { seconds: patience, every: 5 });
    }
  }
}
