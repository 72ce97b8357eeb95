import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ProbeFailure } from '../probe/failure.ts';
import type { Ask } from './ask.ts';
import { compareOids, formatOid, oid, type Oid } from './oid.ts';
import type { SnmpResponse } from './pdu.ts';
import { valueTags, Varbind } from './varbind.ts';
import { defaultWalkOptions, walk, walkVarbinds, type WalkedValue, type WalkOptions } from './walk.ts';

const plan = { scalars: [oid('1.3.1.1')], columns: [oid('1.3.2.1'), oid('1.3.2.2')] };
const limits: WalkOptions = { ...defaultWalkOptions, varbindsPerAnswer: 7, maxVarbinds: 200, maxBytes: 10_000 };

const answer = (varbinds: Varbind[], errorStatus = 0) => ({
  answer: { report: false, requestId: 1, errorStatus, errorIndex: 0, varbinds } satisfies SnmpResponse,
  octets: 100,
  sends: 1,
});
const nothing = new Uint8Array(0);
const absent = (asked: Oid): Varbind => Varbind.of({ oid: asked, tag: valueTags.noSuchInstance, contents: nothing });
const at = (name: string, value = 1): Varbind =>
  Varbind.of({ oid: oid(name), tag: 0x42, contents: Uint8Array.of(value) });

/** An agent after RFC 3416 section 4.2.3, over these objects; `cut` shortens what it answers. */
function agent(objects: Readonly<Record<string, number>>, cut: (answered: Varbind[]) => Varbind[] = (all) => all): Ask {
  const mib = Object.entries(objects)
    .map(([name, value]) => at(name, value))
    .sort((a, b) => compareOids(a.oid, b.oid));
  const after = (from: Oid): Varbind =>
    mib.find((entry) => compareOids(entry.oid, from) > 0) ??
    Varbind.of({ oid: from, tag: valueTags.endOfMibView, contents: nothing });
  return async ({ type, nonRepeaters, maxRepetitions, oids }) => {
    if (type === 'get')
      return answer(oids.map((asked) => mib.find((entry) => compareOids(entry.oid, asked) === 0) ?? absent(asked)));
    const answered = oids.slice(0, nonRepeaters).map(after);
    let last = oids.slice(nonRepeaters);
    for (let i = 0; i < maxRepetitions && last.length > 0; i++) {
      const row = last.map(after);
      answered.push(...row);
      last = row.map((entry) => entry.oid);
    }
    return answer(cut(answered));
  };
}

const table = (rows: number): Record<string, number> => {
  const objects: Record<string, number> = { '1.3.1.1.0': 77, '1.3.3.0': 1 };
  for (let row = 1; row <= rows; row++) {
    objects[`1.3.2.1.${row}`] = row;
    objects[`1.3.2.2.${row}`] = row * 10;
  }
  return objects;
};
const values = (column: { value: WalkedValue }[] | undefined): unknown[] => (column ?? []).map(({ value }) => value);
const failure = async (walking: Promise<unknown>): Promise<ProbeFailure> =>
  walking.then(
    () => {
      throw new Error('the walk did not fail');
    },
    (error: ProbeFailure) => error,
  );

describe('a walk', () => {
  test('ends a column where the agent repeats an identifier instead of counting up', async () => {
    const repeating: Ask = async ({ oids }) =>
      answer(oids.map((from) => Varbind.of({ oid: from, tag: 0x42, contents: Uint8Array.of(1) })));
    const result = await walk(repeating, { scalars: [], columns: plan.columns }, limits);
    expect(result.columns).toEqual([[], []]);
  });

  test('ends a column where the agent goes backwards', async () => {
    const backwards: Ask = async ({ oids }) =>
      answer([at('1.3.2.1.5', 5), at('1.3.2.1.4', 4)].slice(0, oids.length * 2));
    const result = await walk(backwards, { scalars: [], columns: [oid('1.3.2.1')] }, limits);
    expect(values(result.columns[0])).toEqual([5]);
  });

  test('is given up where an agent counts up for ever', async () => {
    let row = 0;
    const endless: Ask = async () => answer([at(`1.3.2.1.${++row}`)]);
    const error = await failure(walk(endless, { scalars: [], columns: [oid('1.3.2.1')] }, limits));
    expect(error.reason).toBe('protocol');
    expect(row).toBe(limits.maxBytes / 100 + 1);
  });

  test('fails on an agent that answers nothing, an error, or more than was asked', async () => {
    for (const wrong of [answer([]), answer([], 5), answer([at('1.3.1.1.0'), at('1.3.1.2.0')])]) {
      const error = await failure(walk(async () => wrong, { scalars: plan.scalars, columns: [] }, limits));
      expect(error.reason).toBe('protocol');
    }
  });

  test('leaves a scalar unknown that the agent does not have, and a table empty', async () => {
    const result = await walk(agent({ '1.3.9.0': 1 }), plan, limits);
    expect(result).toMatchObject({ scalars: [undefined], columns: [[], []] });
  });

  test('reads scalars and columns to their ends and not beyond', async () => {
    const result = await walk(agent(table(24)), plan, limits);
    expect(result.scalars).toEqual([77]);
    expect(values(result.columns[0])).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
    expect(values(result.columns[1])).toEqual(Array.from({ length: 24 }, (_, i) => (i + 1) * 10));
    expect(result.columns[0]?.map(({ index }) => [...index])[23]).toEqual([24]);
  });

  test('goes on where an agent cuts its answers short, column by column', async () => {
    const result = await walk(
      agent(table(24), (all) => all.slice(0, 2)),
      plan,
      limits,
    );
    expect(values(result.columns[1])).toHaveLength(24);
    expect(result.scalars).toEqual([77]);
  });

  test('asks for less when an agent finds its answer too big, down to one object a request', async () => {
    const small: Ask = async (request) =>
      request.nonRepeaters + (request.oids.length - request.nonRepeaters) * request.maxRepetitions > 1
        ? answer([], 1)
        : agent(table(5))(request);
    const result = await walk(small, plan, limits);
    expect(result.scalars).toEqual([77]);
    expect(values(result.columns[1])).toEqual([10, 20, 30, 40, 50]);
  });

  test('asks for every object by its own last identifier', async () => {
    const asked: string[][] = [];
    const watched: Ask = (request) => {
      asked.push(request.oids.map(formatOid));
      return agent(table(4))(request);
    };
    await walk(watched, plan, limits);
    expect(asked).toEqual([
      ['1.3.1.1', '1.3.2.1', '1.3.2.2'],
      ['1.3.2.1.2', '1.3.2.2.2'],
    ]);
  });

  test('asks for many columns in several requests at a time, as many as the window allows, and keeps them in order', async () => {
    const objects: Record<string, number> = {};
    const columns = Array.from({ length: 40 }, (_, column) => `1.3.2.${column + 1}`);
    for (const [number, column] of columns.entries())
      for (let row = 1; row <= 5; row++) objects[`${column}.${row}`] = number;
    let [running, most] = [0, 0];
    const watched: Ask = async (request) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return agent(objects)(request);
    };
    const options = { ...defaultWalkOptions, window: 3 };
    const result = await walk(watched, { scalars: [], columns: columns.map((column) => oid(column)) }, options);
    expect(result.columns.map(values)).toEqual(columns.map((_, number) => Array<number>(5).fill(number)));
    expect(most).toBe(3);
  });

  test('reads all that an agent has of an object that should have one instance', async () => {
    const walked = await walkVarbinds(
      agent({ '1.3.1.1.1': 7, '1.3.1.1.2': 8 }),
      { scalars: plan.scalars, columns: [] },
      limits,
    );
    expect(walked.scalars.map((found) => Array.from(found, (varbind) => varbind.number()))).toEqual([[7, 8]]);
  });

  test('reads instances as they stand', async () => {
    const instances = [oid('1.3.1.1.0'), oid('1.3.1.9.0')];
    const walked = await walkVarbinds(agent(table(1)), { scalars: [], columns: [], instances }, limits);
    expect(walked.instances.map(({ tag, contents }) => [tag, ...contents])).toEqual([[0x42, 77], [0x81]]);
  });

  test('goes on where an agent does not count up if that is allowed, until it repeats itself', async () => {
    const order = [5, 3, 4, 4];
    const jumping: Ask = async ({ oids }) => answer(oids.map(() => at(`1.3.2.1.${order.shift() ?? 4}`)));
    const options = { ...limits, allowNonIncreasing: true, maxRepetitions: 1 };
    const result = await walk(jumping, { scalars: [], columns: [oid('1.3.2.1')] }, options);
    expect(result.columns[0]?.map(({ index }) => [...index])).toEqual([[5], [3], [4]]);
  });

  test('that failed in one part asks nothing more in the others', async () => {
    let asked = 0;
    const failing: Ask = async (request) => {
      asked++;
      if (asked === 1) throw new ProbeFailure('timeout', 'no answer');
      return agent(table(24))(request);
    };
    const columns = Array.from({ length: 30 }, () => oid('1.3.2.1'));
    expect((await failure(walk(failing, { scalars: [], columns }, limits))).reason).toBe('timeout');
    const before = asked;
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBe(before);
  });
});

describe('a walk that knows what the last one found', () => {
  const instances = [oid('1.3.1.1.0'), oid('1.3.1.9.0'), oid('1.3.2.2.1')];
  const known = async (ask: Ask, found: Ask, options = limits) => {
    const { experience } = await walkVarbinds(found, { ...plan, instances }, options);
    return walkVarbinds(ask, { ...plan, instances }, options, experience);
  };

  test('asks a small device for everything at once, and for the row after the last that says so', async () => {
    const asked: string[] = [];
    const watched: Ask = (request) => {
      asked.push(
        `${request.type} ${request.nonRepeaters} ${request.maxRepetitions}: ${request.oids.map(formatOid).join(' ')}`,
      );
      return agent(table(4))(request);
    };
    const walked = await walkVarbinds(watched, plan, defaultWalkOptions, {
      rows: Uint16Array.of(4, 4),
      octetsPerVarbind: 20,
    });
    expect(asked).toEqual(['getBulk 1 5: 1.3.1.1 1.3.2.1 1.3.2.2']);
    expect(walked.columns.map(({ length }) => length)).toEqual([4, 4]);
  });

  test('asks no more at once than fits into a frame', async () => {
    const sizes: number[] = [];
    const watched: Ask = (request) => {
      sizes.push(request.nonRepeaters + (request.oids.length - request.nonRepeaters) * request.maxRepetitions);
      return agent(table(40))(request);
    };
    await walkVarbinds(watched, plan, defaultWalkOptions, { rows: Uint16Array.of(40, 40), octetsPerVarbind: 100 });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(13);
  });

  test('asks for an instance that it cannot have along the way as it stands', async () => {
    const walked = await known(agent(table(3)), agent(table(3)));
    expect(walked.instances.map(({ tag }) => tag)).toEqual([0x42, valueTags.noSuchInstance, 0x42]);
  });

  test('forgets where an agent found its answer too big', async () => {
    const small: Ask = async (request) =>
      request.nonRepeaters + (request.oids.length - request.nonRepeaters) * request.maxRepetitions > 2
        ? answer([], 1)
        : agent(table(5))(request);
    expect((await walkVarbinds(small, plan, limits)).experience).toBeUndefined();
  });

  test('finds exactly what is there, however much there was and wherever answers are cut', async () => {
    // Of ten times the row's number, as an octet.
    const rows = fc.nat(25);
    const cut = fc.option(fc.integer({ min: 3, max: 9 }), { nil: Infinity });
    await fc.assert(
      fc.asyncProperty(rows, rows, cut, async (before, now, most) => {
        const cutting = (count: number): Ask => agent(table(count), (all) => all.slice(0, most));
        const walked = await known(cutting(now), cutting(before));
        expect(walked.columns.map((column) => Array.from(column, (varbind) => varbind.number()))).toEqual([
          Array.from({ length: now }, (_, row) => row + 1),
          Array.from({ length: now }, (_, row) => (row + 1) * 10),
        ]);
        expect(walked.scalars.flatMap((found) => Array.from(found, (varbind) => varbind.number()))).toEqual([77]);
        expect(walked.instances[0]?.number()).toBe(77);
      }),
    );
  });
});
