import { ProbeFailure } from '../probe/failure.ts';
import { errorStatuses, numberOf, octetsOf, valueTags, type SnmpResponse, type Varbind } from './message.ts';
import { compareOids, isUnder, type Oid } from './oid.ts';

export interface WalkPlan {
  /** Objects with one instance, by object: the first instance under each is taken. */
  scalars: readonly Oid[];
  /** Columns of tables, walked side by side. */
  columns: readonly Oid[];
}

export interface WalkLimits {
  /** Varbinds wanted in one answer: what fits into an Ethernet frame, so that no answer is fragmented. */
  varbindsPerAnswer: number;
  maxVarbinds: number;
  maxBytes: number;
}

export const defaultWalkLimits: WalkLimits = { varbindsPerAnswer: 50, maxVarbinds: 50_000, maxBytes: 8 * 1024 * 1024 };

/** One GETBULK exchange with the device, retries included. */
export type AskBulk = (request: {
  nonRepeaters: number;
  maxRepetitions: number;
  oids: readonly Oid[];
}) => Promise<{ response: SnmpResponse; octets: number }>;

/** A number or octets; undefined where the agent has none, or sent what cannot be read. */
export type WalkedValue = number | Uint8Array | undefined;

export interface WalkResult {
  scalars: WalkedValue[];
  /** Per column its rows in the order of the agent; `index` is what follows the column's own identifier. */
  columns: { index: Uint8Array; value: WalkedValue }[][];
}

const valueOf = (varbind: Varbind): WalkedValue => numberOf(varbind) ?? octetsOf(varbind);

interface Cursor {
  root: Oid;
  last: Oid;
  once: boolean;
  take: (varbind: Varbind) => void;
}

/**
 * Read scalars and columns by GETBULK, all columns in each request. An agent may cut an answer anywhere: every column goes on
 * from its own last identifier. A column ends with its subtree, with the MIB, or where the agent stops counting up.
 * @throws ProbeFailure `protocol` for an agent that reports an error, answers nothing, or goes on beyond the limits.
 */
export async function walk(ask: AskBulk, plan: WalkPlan, limits: WalkLimits = defaultWalkLimits): Promise<WalkResult> {
  const result: WalkResult = { scalars: plan.scalars.map(() => undefined), columns: plan.columns.map(() => []) };
  let cursors: Cursor[] = [
    ...plan.scalars.map((root, at) => ({
      root,
      last: root,
      once: true,
      take: (varbind: Varbind) => void (result.scalars[at] = valueOf(varbind)),
    })),
    ...plan.columns.map((root, at) => ({
      root,
      last: root,
      once: false,
      take: (varbind: Varbind) =>
        void result.columns[at]?.push({ index: varbind.oid.subarray(root.length), value: valueOf(varbind) }),
    })),
  ];
  let repetitionCap = Infinity;
  let varbinds = 0;
  let bytes = 0;
  while (cursors.length > 0) {
    const singles = cursors.filter(({ once }) => once).length;
    const repeated = cursors.length - singles;
    const wanted = Math.floor((limits.varbindsPerAnswer - singles) / Math.max(1, repeated));
    const maxRepetitions = repeated === 0 ? 0 : Math.max(1, Math.min(wanted, repetitionCap));
    const { response, octets } = await ask({
      nonRepeaters: singles,
      maxRepetitions,
      oids: cursors.map(({ last }) => last),
    });
    if (response.errorStatus === errorStatuses.tooBig && (maxRepetitions > 1 || cursors.length > 1)) {
      if (maxRepetitions > 1) repetitionCap = Math.ceil(maxRepetitions / 2);
      // Not even one row fits: the columns one after the other.
      else return joined(await walkHalves(ask, plan, limits));
      continue;
    }
    if (response.errorStatus !== errorStatuses.noError)
      throw new ProbeFailure('protocol', `the agent answers with error status ${response.errorStatus}`);
    if (response.varbinds.length === 0) throw new ProbeFailure('protocol', 'the agent answers without any value');
    varbinds += response.varbinds.length;
    bytes += octets;
    if (varbinds > limits.maxVarbinds || bytes > limits.maxBytes)
      throw new ProbeFailure('protocol', `the agent goes on beyond ${varbinds} values or ${bytes} octets`);
    cursors = advance(cursors, singles, response.varbinds);
  }
  return result;
}

/** Give every varbind to the cursor that it answers; the cursors that want more. */
function advance(cursors: readonly Cursor[], singles: number, varbinds: readonly Varbind[]): Cursor[] {
  const done = new Set<Cursor>();
  const repeated = cursors.length - singles;
  for (const [at, varbind] of varbinds.entries()) {
    const cursor = cursors[at < singles ? at : singles + ((at - singles) % repeated)];
    if (!cursor) throw new ProbeFailure('protocol', 'the agent answers more than was asked');
    if (done.has(cursor)) continue;
    if (
      varbind.tag === valueTags.endOfMibView ||
      !isUnder(varbind.oid, cursor.root) ||
      compareOids(varbind.oid, cursor.last) <= 0
    ) {
      done.add(cursor);
      continue;
    }
    cursor.take(varbind);
    cursor.last = varbind.oid;
    if (cursor.once) done.add(cursor);
  }
  return cursors.filter((cursor) => !done.has(cursor));
}

async function walkHalves(ask: AskBulk, plan: WalkPlan, limits: WalkLimits): Promise<[WalkResult, WalkResult]> {
  const all = [...plan.scalars, ...plan.columns];
  const middle = Math.ceil(all.length / 2);
  const scalarsFirst = Math.min(middle, plan.scalars.length);
  const columnsFirst = middle - scalarsFirst;
  return [
    await walk(
      ask,
      { scalars: plan.scalars.slice(0, scalarsFirst), columns: plan.columns.slice(0, columnsFirst) },
      limits,
    ),
    await walk(ask, { scalars: plan.scalars.slice(scalarsFirst), columns: plan.columns.slice(columnsFirst) }, limits),
  ];
}

const joined = ([first, second]: [WalkResult, WalkResult]): WalkResult => ({
  scalars: [...first.scalars, ...second.scalars],
  columns: [...first.columns, ...second.columns],
});
