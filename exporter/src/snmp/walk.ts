import { ProbeFailure } from '../probe/failure.ts';
import type { Ask } from './ask.ts';
import { chunks, fitting, grouped, groupedBy, maxExpectedRows, type WalkExperience } from './walkGroups.ts';
import type { Oid } from './oid.ts';
import { errorStatuses } from './pdu.ts';
import { valueTags, Varbind } from './varbind.ts';
import { PickedVarbinds, type VarbindList } from './varbindList.ts';

export interface WalkPlan {
  /** Objects with one instance, `.0`. Of an agent that has others, these are read as well. */
  scalars: readonly Oid[];
  /** Columns of tables, and other subtrees, walked side by side. */
  columns: readonly Oid[];
  /** Instances that are asked for as they stand. */
  instances?: readonly Oid[];
}

export interface WalkOptions {
  /** Varbinds wanted in one answer, at most: what fits into an Ethernet frame, so that no answer is fragmented. */
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
  varbindsPerAnswer: 64,
  maxRepetitions: 50,
  window: 4,
  allowNonIncreasing: false,
  maxVarbinds: 50_000,
  maxBytes: 8 * 1024 * 1024,
};

/** What it took to read one object or column: the requests that it had a part in, and how long those took together. */
export interface Effort {
  requests: number;
  ms: number;
}

/** What an agent has of a plan, as it sent it. */
export interface Walked {
  instances: Varbind[];
  /** By object; mostly one or none. */
  scalars: PickedVarbinds[];
  /** By column, in the order of the agent. */
  columns: PickedVarbinds[];
  efforts: { instances: readonly Effort[]; scalars: readonly Effort[]; columns: readonly Effort[] };
  /** Datagrams, in all and of those what had to be sent again. */
  packetsSent: number;
  packetsRetried: number;
  /** What to expect of the next walk; undefined where the agent found an answer too big. */
  experience: WalkExperience | undefined;
}

/** A number or octets; undefined where the agent has none, or sent what cannot be read. */
export type WalkedValue = number | Uint8Array | undefined;

export interface WalkResult {
  scalars: WalkedValue[];
  /** Per column its rows in the order of the agent; `index` is what follows the column's own identifier. */
  columns: { index: Uint8Array; value: WalkedValue }[][];
  efforts: Walked['efforts'];
}

/** As `walkVarbinds`, with the values decoded. */
export async function walk(
  ask: Ask,
  plan: WalkPlan,
  options = defaultWalkOptions,
  expected?: WalkExperience,
): Promise<WalkResult & Pick<Walked, 'experience'>> {
  const { scalars, columns, efforts, experience } = await walkVarbinds(ask, plan, options, expected);
  return {
    scalars: scalars.map((found) => {
      const first = found.at(0);
      return first && valueOf(first);
    }),
    columns: columns.map((varbinds, at) => {
      const { length = 0 } = plan.columns[at] ?? [];
      const shown = new Varbind();
      return Array.from({ length: varbinds.length }, (_, row) => {
        const varbind = varbinds.at(row, shown) ?? shown;
        return { index: varbind.index(length), value: valueOf(varbind) };
      });
    }),
    efforts,
    experience,
  };
}

const valueOf = (varbind: Varbind): WalkedValue => varbind.number() ?? varbind.octets();

/** Rows wanted at first of who is not known yet: tables of one row are the most common, and the second says that it was the last. */
const firstRepetitions = 2;

/**
 * Read scalars and columns by GETBULK, several columns in each request and several requests at a time. An agent may cut an answer
 * anywhere: every column goes on from its own last identifier. A column ends with its subtree, with the MIB, or where the agent
 * stops counting up. `expected` is what the last walk of the same agent found: it saves requests, and never costs an object.
 * @throws ProbeFailure `protocol` for an agent that reports an error, answers nothing, or goes on beyond the limits.
 */
export async function walkVarbinds(
  ask: Ask,
  plan: WalkPlan,
  options = defaultWalkOptions,
  expected?: WalkExperience,
): Promise<Walked> {
  const scalars = plan.scalars.map((root) => new Cursor(root, 'scalar'));
  const columns = plan.columns.map((root, at) => new Cursor(root, 'column', expected?.rows[at]));
  const instances = (plan.instances ?? []).map((oid) => new Instance(oid));
  const budget = new Budget(options);
  const singles = [...instances.flatMap(({ before }) => before ?? []), ...scalars];
  const fitted = expected ? { ...options, varbindsPerAnswer: fitting(options, expected) } : options;
  await atOnce(
    (expected ? groupedBy(expected, singles, columns, fitted) : grouped(singles, columns, fitted)).map(
      (group) => () => follow(ask, group, fitted, budget),
    ),
    options.window,
  ).catch((error: unknown) => {
    budget.spent = true;
    throw error;
  });
  const missing = instances.filter((instance) => instance.found === undefined);
  for (const some of chunks(missing, fitted.varbindsPerAnswer)) {
    const oids = some.map(({ oid }) => oid);
    const sent = performance.now();
    for (const [at, varbind] of (await get(ask, oids, budget)).entries()) some[at]?.take(varbind);
    spend(some, performance.now() - sent);
  }
  return {
    instances: instances.flatMap(({ found }) => found ?? []),
    scalars: scalars.map(({ found }) => found),
    columns: columns.map(({ found }) => found),
    efforts: { instances: efforts(instances), scalars: efforts(scalars), columns: efforts(columns) },
    packetsSent: budget.packetsSent,
    packetsRetried: budget.packetsRetried,
    experience: budget.tooBig ? undefined : budget.experience(columns),
  };
}

interface Strained {
  readonly effort: Effort;
}
const efforts = (all: readonly Strained[]): Effort[] => all.map(({ effort }) => effort);

/** Write down a request for all that had a part in it. */
function spend(asked: readonly Strained[], ms: number): void {
  for (const { effort } of asked) {
    effort.requests++;
    effort.ms += ms;
  }
}

/** What a cursor reads: all instances; all, which is over when the first is `.0`; the first one. */
type CursorKind = 'column' | 'scalar' | 'next';

const ofScalar = Uint8Array.of(0);

/** What all cursors look through: they look at one object after the other. */
const [nextShown, lastShown] = [new Varbind(), new Varbind()];

/** How far the walk of one object or column has come. */
class Cursor {
  readonly root: Oid;
  readonly found = new PickedVarbinds();
  readonly effort: Effort = { requests: 0, ms: 0 };
  /** How many rows it is thought to have. */
  readonly expected: number | undefined;
  /** Asked for one instance at a time. */
  single: boolean;
  done = false;
  readonly #kind: CursorKind;

  constructor(root: Oid, kind: CursorKind, expected?: number) {
    this.root = root;
    this.expected = expected;
    this.single = kind !== 'column' || expected === 0;
    this.#kind = kind;
  }

  /** The identifier to go on from. */
  get last(): Oid {
    return this.found.last(lastShown)?.oid ?? this.root;
  }

  /** Take the object at a place of an answer, which holds the cursor's next one `step` places on. */
  take(list: VarbindList, at: number, step: number, allowNonIncreasing: boolean): void {
    const varbind = this.done ? undefined : list.at(at, nextShown);
    if (!varbind) return;
    if (varbind.tag === valueTags.endOfMibView || !varbind.isUnder(this.root)) this.done = true;
    else {
      const last = this.found.last(lastShown);
      const order = last ? varbind.compareTo(last) : 1;
      if (order === 0 || (order < 0 && !allowNonIncreasing)) this.done = true;
      else {
        this.found.pick(list, at, step);
        this.single = false;
        this.done = this.#kind === 'next' || (this.#kind === 'scalar' && varbind.hasIndex(ofScalar, this.root.length));
      }
    }
  }
}

/** An instance that is asked for as it stands. One that ends in .0 is what follows its object at once, so it may go along with a GETBULK. */
class Instance {
  readonly oid: Oid;
  readonly before: Cursor | undefined;
  readonly effort: Effort;
  #got: Varbind | undefined;

  constructor(oid: Oid) {
    this.oid = oid;
    const object = oid.subarray(0, -1);
    // The octet before may not be one of a longer number, whose end the zero is.
    if (object.length > 1 && oid.at(-1) === 0 && (object.at(-1) ?? 0) < 0x80) this.before = new Cursor(object, 'next');
    this.effort = this.before?.effort ?? { requests: 0, ms: 0 };
  }

  get found(): Varbind | undefined {
    const next = this.before?.found.at(0);
    return this.#got ?? (next?.compareToOid(this.oid) === 0 ? next : undefined);
  }

  take(varbind: Varbind): void {
    this.#got = varbind;
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
  /** The agent could not put what was asked into an answer. */
  tooBig = false;
  packetsSent = 0;
  packetsRetried = 0;

  constructor({ maxVarbinds, maxBytes }: WalkOptions) {
    this.#maxVarbinds = maxVarbinds;
    this.#maxBytes = maxBytes;
  }

  send(packets: number): void {
    this.packetsSent += packets;
    this.packetsRetried += packets - 1;
  }

  spend(varbinds: number, bytes: number): void {
    this.#varbinds += varbinds;
    this.#bytes += bytes;
    if (this.#varbinds > this.#maxVarbinds || this.#bytes > this.#maxBytes)
      throw new ProbeFailure('protocol', `the agent goes on beyond ${this.#varbinds} values or ${this.#bytes} octets`);
  }

  experience(columns: readonly Cursor[]): WalkExperience {
    const rows = Uint16Array.from(columns, ({ found: { length } }) => Math.min(length, maxExpectedRows));
    return { rows, octetsPerVarbind: Math.ceil(this.#bytes / Math.max(1, this.#varbinds)) };
  }
}

/** Walk cursors side by side to their ends. */
async function follow(ask: Ask, group: readonly Cursor[], options: WalkOptions, budget: Budget): Promise<void> {
  let cursors = group;
  let unknown = Math.min(options.maxRepetitions, firstRepetitions);
  let tooMany = Infinity;
  while (cursors.length > 0 && !budget.spent) {
    const singles = cursors.filter(({ single }) => single);
    const repeated = cursors.filter(({ single }) => !single);
    const asked = [...singles, ...repeated];
    // One row more than there should be: it says that there are no more.
    const wanted = Math.max(
      ...repeated.map(({ expected, found: { length } }) =>
        expected === undefined || expected < length ? unknown : expected + 1 - length,
      ),
    );
    const fitting = Math.floor((options.varbindsPerAnswer - singles.length) / Math.max(1, repeated.length));
    const maxRepetitions =
      repeated.length === 0 ? 0 : Math.max(1, Math.min(fitting, wanted, tooMany, options.maxRepetitions));
    const oids = asked.map(({ last }) => last);
    const sent = performance.now();
    const { answer, octets, sends } = await ask({
      type: 'getBulk',
      nonRepeaters: singles.length,
      maxRepetitions,
      oids,
    });
    spend(asked, performance.now() - sent);
    budget.send(sends);
    if (answer.errorStatus === errorStatuses.tooBig && (maxRepetitions > 1 || asked.length > 1)) {
      budget.tooBig = true;
      if (maxRepetitions > 1) {
        tooMany = Math.ceil(maxRepetitions / 2);
        continue;
      }
      // Not even one row fits: the columns one part after the other.
      const middle = Math.ceil(asked.length / 2);
      await follow(ask, asked.slice(0, middle), options, budget);
      return follow(ask, asked.slice(middle), options, budget);
    }
    if (answer.errorStatus !== errorStatuses.noError) throw agentError(answer.errorStatus);
    if (answer.varbinds.length === 0) throw new ProbeFailure('protocol', 'the agent answers without any value');
    budget.spend(answer.varbinds.length, octets);
    distribute(asked, singles.length, answer.varbinds, options.allowNonIncreasing);
    cursors = asked.filter(({ done }) => !done);
    unknown = options.maxRepetitions;
  }
}

/** Give every varbind to the cursor that it answers. */
function distribute(
  cursors: readonly Cursor[],
  singles: number,
  varbinds: VarbindList,
  allowNonIncreasing: boolean,
): void {
  const repeated = cursors.length - singles;
  for (let at = 0; at < varbinds.length; at++) {
    const cursor = cursors[at < singles ? at : singles + ((at - singles) % repeated)];
    if (!cursor) throw new ProbeFailure('protocol', 'the agent answers more than was asked');
    cursor.take(varbinds, at, repeated, allowNonIncreasing);
  }
}

/** Instances as they stand; halved where the agent finds its answer too big. */
async function get(ask: Ask, oids: readonly Oid[], budget: Budget): Promise<Varbind[]> {
  const { answer, octets, sends } = await ask({ type: 'get', nonRepeaters: 0, maxRepetitions: 0, oids });
  budget.send(sends);
  if (answer.errorStatus === errorStatuses.tooBig && oids.length > 1) {
    const middle = Math.ceil(oids.length / 2);
    return [...(await get(ask, oids.slice(0, middle), budget)), ...(await get(ask, oids.slice(middle), budget))];
  }
  if (answer.errorStatus !== errorStatuses.noError) throw agentError(answer.errorStatus);
  budget.spend(answer.varbinds.length, octets);
  return [...answer.varbinds];
}

const agentError = (status: number): ProbeFailure =>
  new ProbeFailure('protocol', `the agent answers with error status ${status}`);

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
