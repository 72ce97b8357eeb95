import { ProbeFailure } from '../probe/failure.ts';
import type { Ask } from './agent.ts';
import { compareOids, isUnder, type Oid } from './oid.ts';
import { errorStatuses, numberOf, octetsOf, valueTags, type Varbind } from './pdu.ts';

export interface WalkPlan {
  /** Objects with one instance, by object: the first instance under each is taken. */
  scalars: readonly Oid[];
  /** Columns of tables, and other subtrees, walked side by side. */
  columns: readonly Oid[];
  /** Instances that are asked for as they stand. */
  instances?: readonly Oid[];
}

export interface WalkOptions {
  /** Varbinds wanted in one answer: what fits into an Ethernet frame, so that no answer is fragmented. */
  varbindsPerAnswer: number;
  /** Rows wanted in one answer, at most. */
  maxRepetitions: number;
  /** Requests of one walk that are on their way at the same time. */
  window: number;
  /** Go on where an agent does not count up, until it repeats itself. */
  allowNonIncreasing: boolean;
  maxVarbinds: number;
  maxBytes: number;
}

export const defaultWalkOptions: WalkOptions = {
  varbindsPerAnswer: 50,
  maxRepetitions: 50,
  window: 4,
  allowNonIncreasing: false,
  maxVarbinds: 50_000,
  maxBytes: 8 * 1024 * 1024,
};

/** What an agent has of a plan, as it sent it. */
export interface Walked {
  instances: Varbind[];
  scalars: (Varbind | undefined)[];
  /** By column, in the order of the agent. */
  columns: Varbind[][];
}

/** A number or octets; undefined where the agent has none, or sent what cannot be read. */
export type WalkedValue = number | Uint8Array | undefined;

export interface WalkResult {
  scalars: WalkedValue[];
  /** Per column its rows in the order of the agent; `index` is what follows the column's own identifier. */
  columns: { index: Uint8Array; value: WalkedValue }[][];
}

/** As `walkVarbinds`, with the values decoded. */
export async function walk(ask: Ask, plan: WalkPlan, options = defaultWalkOptions): Promise<WalkResult> {
  const { scalars, columns } = await walkVarbinds(ask, plan, options);
  return {
    scalars: scalars.map((varbind) => varbind && valueOf(varbind)),
    columns: columns.map((varbinds, at) => {
      const { length } = plan.columns[at] ?? [];
      return varbinds.map((varbind) => ({ index: varbind.oid.subarray(length), value: valueOf(varbind) }));
    }),
  };
}

const valueOf = (varbind: Varbind): WalkedValue => numberOf(varbind) ?? octetsOf(varbind);

/** Columns that go into one request before a second one is made beside it. */
const columnsPerGroup = 12;
/** Rows wanted at first: tables of one row are the most common, and the second says that it was the last. */
const firstRepetitions = 2;

/**
 * Read scalars and columns by GETBULK, several columns in each request and several requests at a time. An agent may cut an answer
 * anywhere: every column goes on from its own last identifier. A column ends with its subtree, with the MIB, or where the agent
 * stops counting up.
 * @throws ProbeFailure `protocol` for an agent that reports an error, answers nothing, or goes on beyond the limits.
 */
export async function walkVarbinds(ask: Ask, plan: WalkPlan, options = defaultWalkOptions): Promise<Walked> {
  const scalars = plan.scalars.map((root) => new Cursor(root, true));
  const columns = plan.columns.map((root) => new Cursor(root, false));
  const budget = new Budget(options);
  const instances: Varbind[][] = [];
  const errands = [
    ...chunks(plan.instances ?? [], options.varbindsPerAnswer).map((oids, at) => async () => {
      instances[at] = await get(ask, oids, budget);
    }),
    ...groups(scalars, columns, options).map((group) => () => follow(ask, group, options, budget)),
  ];
  await atOnce(errands, options.window).catch((error: unknown) => {
    budget.spent = true;
    throw error;
  });
  return {
    instances: instances.flat(),
    scalars: scalars.map(({ varbinds: [first] }) => first),
    columns: columns.map(({ varbinds }) => varbinds),
  };
}

/** How far the walk of one object or column has come. */
class Cursor {
  readonly root: Oid;
  readonly once: boolean;
  readonly varbinds: Varbind[] = [];
  last: Oid;
  done = false;

  constructor(root: Oid, once: boolean) {
    this.root = root;
    this.last = root;
    this.once = once;
  }

  take(varbind: Varbind, allowNonIncreasing: boolean): void {
    if (this.done) return;
    const { tag, oid } = varbind;
    if (tag === valueTags.endOfMibView || !isUnder(oid, this.root)) this.done = true;
    else {
      const order = compareOids(oid, this.last);
      if (order === 0 || (order < 0 && !allowNonIncreasing)) this.done = true;
      else {
        this.varbinds.push(varbind);
        this.last = oid;
        this.done = this.once;
      }
    }
  }
}

/** What one walk may take in all. */
class Budget {
  readonly #maxVarbinds: number;
  readonly #maxBytes: number;
  #varbinds = 0;
  #bytes = 0;
  /** A part of the walk has failed: nobody waits for the others. */
  spent = false;

  constructor({ maxVarbinds, maxBytes }: WalkOptions) {
    this.#maxVarbinds = maxVarbinds;
    this.#maxBytes = maxBytes;
  }

  spend(varbinds: number, bytes: number): void {
    this.#varbinds += varbinds;
    this.#bytes += bytes;
    if (this.#varbinds > this.#maxVarbinds || this.#bytes > this.#maxBytes)
      throw new ProbeFailure('protocol', `the agent goes on beyond ${this.#varbinds} values or ${this.#bytes} octets`);
  }
}

/** The scalars, as many as fit into an answer, and the columns in a few groups that are walked at the same time. */
function groups(scalars: readonly Cursor[], columns: readonly Cursor[], options: WalkOptions): Cursor[][] {
  const count = Math.min(options.window, Math.ceil(columns.length / columnsPerGroup));
  const ofColumns = chunks(
    columns,
    Math.max(1, Math.min(options.varbindsPerAnswer, Math.ceil(columns.length / count))),
  );
  const ofScalars = chunks(scalars, options.varbindsPerAnswer);
  const [few] = ofScalars;
  // A few scalars go along with the first columns.
  if (ofScalars.length === 1 && few && few.length + (ofColumns[0]?.length ?? 0) <= options.varbindsPerAnswer)
    return [[...few, ...(ofColumns.shift() ?? [])], ...ofColumns];
  return [...ofScalars, ...ofColumns];
}

/** Walk cursors side by side to their ends; those that are read once come first. */
async function follow(ask: Ask, group: readonly Cursor[], options: WalkOptions, budget: Budget): Promise<void> {
  let cursors = group;
  let cap = Math.min(options.maxRepetitions, firstRepetitions);
  let tooMany = Infinity;
  while (cursors.length > 0 && !budget.spent) {
    const singles = cursors.filter(({ once }) => once).length;
    const repeated = cursors.length - singles;
    const wanted = Math.floor((options.varbindsPerAnswer - singles) / Math.max(1, repeated));
    const maxRepetitions = repeated === 0 ? 0 : Math.max(1, Math.min(wanted, cap, tooMany));
    const oids = cursors.map(({ last }) => last);
    const { response, octets } = await ask({ type: 'getBulk', nonRepeaters: singles, maxRepetitions, oids });
    if (response.errorStatus === errorStatuses.tooBig && (maxRepetitions > 1 || cursors.length > 1)) {
      if (maxRepetitions > 1) {
        tooMany = Math.ceil(maxRepetitions / 2);
        continue;
      }
      // Not even one row fits: the columns one part after the other.
      const middle = Math.ceil(cursors.length / 2);
      await follow(ask, cursors.slice(0, middle), options, budget);
      return follow(ask, cursors.slice(middle), options, budget);
    }
    if (response.errorStatus !== errorStatuses.noError) throw agentError(response.errorStatus);
    if (response.varbinds.length === 0) throw new ProbeFailure('protocol', 'the agent answers without any value');
    budget.spend(response.varbinds.length, octets);
    distribute(cursors, singles, response.varbinds, options.allowNonIncreasing);
    cursors = cursors.filter(({ done }) => !done);
    cap = options.maxRepetitions;
  }
}

/** Give every varbind to the cursor that it answers. */
function distribute(
  cursors: readonly Cursor[],
  singles: number,
  varbinds: readonly Varbind[],
  allowNonIncreasing: boolean,
): void {
  const repeated = cursors.length - singles;
  for (let at = 0; at < varbinds.length; at++) {
    const cursor = cursors[at < singles ? at : singles + ((at - singles) % repeated)];
    const varbind = varbinds[at];
    if (!cursor || !varbind) throw new ProbeFailure('protocol', 'the agent answers more than was asked');
    cursor.take(varbind, allowNonIncreasing);
  }
}

/** Instances as they stand; halved where the agent finds its answer too big. */
async function get(ask: Ask, oids: readonly Oid[], budget: Budget): Promise<Varbind[]> {
  const { response, octets } = await ask({ type: 'get', nonRepeaters: 0, maxRepetitions: 0, oids });
  if (response.errorStatus === errorStatuses.tooBig && oids.length > 1) {
    const middle = Math.ceil(oids.length / 2);
    return [...(await get(ask, oids.slice(0, middle), budget)), ...(await get(ask, oids.slice(middle), budget))];
  }
  if (response.errorStatus !== errorStatuses.noError) throw agentError(response.errorStatus);
  budget.spend(response.varbinds.length, octets);
  return response.varbinds;
}

const agentError = (status: number): ProbeFailure =>
  new ProbeFailure('protocol', `the agent answers with error status ${status}`);

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

/** Do all errands, so many at the same time; the first failure ends those that have not begun. */
async function atOnce(errands: readonly (() => Promise<void>)[], places: number): Promise<void> {
  const left = [...errands].reverse();
  const work = async (): Promise<void> => {
    for (let errand = left.pop(); errand; errand = left.pop())
      await errand().catch((error: unknown) => {
        left.length = 0;
        throw error;
      });
  };
  await Promise.all(Array.from({ length: Math.min(places, errands.length) }, work));
}
