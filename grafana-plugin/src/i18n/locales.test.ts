import { queryTypes } from '../datasource/query';
import { severities, workOrderStates } from '@roundsman/contract/vocabulary.ts';
import { clockNames, commandNames, suspendReasons } from '@roundsman/contract/workOrder.ts';
import english from '../locales/en-US/roundsman-app.json';
import chinese from '../locales/zh-Hans/roundsman-app.json';

const placeholders = (phrase: string) => [...phrase.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

test('both languages have the same phrases with the same places to fill in', () => {
  const shape = (phrases: Record<string, string>) =>
    Object.entries(phrases).map(([key, phrase]) => [key, placeholders(phrase)]);
  expect(shape(chinese)).toEqual(shape(english));
});

test('every word of the contract that a person reads has its phrase', () => {
  const needed = [
    ...workOrderStates.map((state) => `state.${state}`),
    ...severities.map((severity) => `severity.${severity}`),
    ...clockNames.map((name) => `clock.${name}`),
    ...commandNames.map((name) => `command.${name}`),
    ...suspendReasons.map((reason) => `reason.${reason}`),
    ...queryTypes.map((type) => `query.${type}`),
  ];
  expect(needed.filter((key) => !(key in english))).toEqual([]);
});
