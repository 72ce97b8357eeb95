import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { runStage } from './runStep.ts';
import type { TestStep } from './steps.ts';

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  jest.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text));
});
afterEach(() => {
  jest.restoreAllMocks();
});

const script = (name: string, code: string): TestStep => ({ name, folder: '.', command: ['node', '-e', code] });

test('the steps of a stage run beside one another, and what each says stays together', async () => {
  const slow = script('slow', "console.log('one'); setTimeout(() => console.log('two'), 300)");
  const quick = script('quick', "console.log('three')");
  const outcomes = await runStage([slow, quick], 2);
  expect(said).toEqual(['\n── quick\nthree', '\n── slow\none\ntwo']);
  expect(outcomes.map(({ step, passed }) => [step.name, passed])).toEqual([
    ['quick', true],
    ['slow', true],
  ]);
});

test('no more of them at once than there are processors', async () => {
  const steps = ['first', 'second', 'third'].map((name) => script(name, ''));
  expect((await runStage(steps, 1)).map(({ step }) => step.name)).toEqual(['first', 'second', 'third']);
});

test('one that fails without a failed test has failed all the same, with what it said', async () => {
  const outcomes = await runStage(
    [script('broken', "console.error('no such file'); process.exit(3)"), script('well', '')],
    2,
  );
  const broken = outcomes.find(({ step }) => step.name === 'broken');
  expect(broken).toMatchObject({ passed: false, count: { passed: 0, failed: 1, skipped: 0 } });
  expect(said).toContain('\n── broken\nno such file');
  expect(outcomes.find(({ step }) => step.name === 'well')).toMatchObject({ passed: true });
});
