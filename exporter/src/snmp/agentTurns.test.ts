import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { OverCapacity } from '../probe/lane.ts';
import type { Ask, Exchange } from './ask.ts';
import { AgentTurns } from './agentTurns.ts';
import type { SnmpRequest } from './pdu.ts';

const request: SnmpRequest = { type: 'get', nonRepeaters: 0, maxRepetitions: 0, oids: [] };
const exchanged: Exchange = {
  answer: { report: false, requestId: 1, errorStatus: 0, errorIndex: 0, varbinds: [] },
  octets: 40,
  sends: 1,
};
const after =
  (ms: number): Ask =>
  () =>
    new Promise((resolve) => void setTimeout(() => resolve(exchanged), ms));
const never: Ask = () => new Promise(() => undefined);
const in5s = (): number => performance.now() + 5000;

let turns: AgentTurns;
let course: string[];
beforeEach(() => {
  jest.useFakeTimers();
  turns = new AgentTurns();
  course = [];
});
afterEach(() => {
  jest.useRealTimers();
});

/** A walk of so many requests. */
const walk =
  (name: string, requests = 1) =>
  async (ask: Ask): Promise<string> => {
    course.push(`${name} begins`);
    for (let asked = 0; asked < requests; asked++) await ask(request);
    course.push(`${name} ends`);
    return name;
  };

describe('an agent', () => {
  test('is walked by one at a time, in the order of asking, also after a walk that failed', async () => {
    const failing: Ask = () => Promise.reject(new Error('no answer'));
    const walks = Promise.allSettled([
      turns.run('10.0.0.1:161', in5s(), failing, walk('a')),
      turns.run('10.0.0.1:161', in5s(), after(400), walk('b', 4)),
      turns.run('10.0.0.1:161', in5s(), after(400), walk('c')),
    ]);
    await jest.advanceTimersByTimeAsync(2000);
    expect((await walks).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(course).toEqual(['a begins', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  test('does not wait for another agent', async () => {
    const slow = turns.run('10.0.0.1:161', in5s(), after(900), walk('slow'));
    const other = turns.run('10.0.0.2:161', in5s(), after(1), walk('other'));
    await jest.advanceTimersByTimeAsync(1);
    await expect(other).resolves.toBe('other');
    await jest.advanceTimersByTimeAsync(900);
    await expect(slow).resolves.toBe('slow');
  });

  test('whose turn does not come before the deadline is no fault of the device', async () => {
    const slow = turns.run('10.0.0.1:161', in5s(), after(900), walk('slow'));
    const late = turns.run('10.0.0.1:161', performance.now() + 20, after(1), walk('late'));
    const refused = expect(late).rejects.toThrow(OverCapacity);
    await jest.advanceTimersByTimeAsync(1000);
    await refused;
    await slow;
  });

  test('that is silent keeps nobody waiting longer than a second: the quick look finds it dead while the long one lasts', async () => {
    void turns.run('10.0.0.1:161', in5s(), never, walk('long'));
    const dead: Ask = () => Promise.reject(new Error('timeout'));
    const quick = expect(turns.run('10.0.0.1:161', in5s(), dead, walk('quick'))).rejects.toThrow('timeout');
    await jest.advanceTimersByTimeAsync(999);
    expect(course).toEqual(['long begins']);
    await jest.advanceTimersByTimeAsync(1);
    await quick;
    expect(course).toEqual(['long begins', 'quick begins']);
  });

  test('that falls silent in the midst of a walk keeps nobody waiting from then on', async () => {
    let answers = 3;
    const dying: Ask = () => (answers-- > 0 ? after(400)(request) : never(request));
    void turns.run('10.0.0.1:161', in5s(), dying, walk('long', 9));
    void turns.run('10.0.0.1:161', in5s(), never, walk('quick'));
    await jest.advanceTimersByTimeAsync(2199);
    expect(course).toEqual(['long begins']);
    await jest.advanceTimersByTimeAsync(1);
    expect(course).toEqual(['long begins', 'quick begins']);
  });

  test('is walked by one at a time also when a walk ends long after its turn', async () => {
    const long = turns.run('10.0.0.1:161', in5s(), after(3000), walk('long'));
    await expect(
      Promise.all([turns.run('10.0.0.1:161', in5s(), after(100), walk('a')), jest.advanceTimersByTimeAsync(1100)]),
    ).resolves.toContain('a');
    const b = turns.run('10.0.0.1:161', in5s(), after(900), walk('b', 3));
    await jest.advanceTimersByTimeAsync(2000);
    await long;
    const c = turns.run('10.0.0.1:161', in5s(), after(100), walk('c'));
    await jest.advanceTimersByTimeAsync(1000);
    await Promise.all([b, c]);
    expect(course.slice(3)).toEqual(['b begins', 'long ends', 'b ends', 'c begins', 'c ends']);
  });

  test('that answers after all is walked to the end, beside who came meanwhile', async () => {
    const long = turns.run('10.0.0.1:161', in5s(), after(1500), walk('long', 2));
    const quick = turns.run('10.0.0.1:161', in5s(), after(100), walk('quick'));
    await jest.advanceTimersByTimeAsync(3000);
    await expect(long).resolves.toBe('long');
    await expect(quick).resolves.toBe('quick');
    expect(course).toEqual(['long begins', 'quick begins', 'quick ends', 'long ends']);
  });
});
