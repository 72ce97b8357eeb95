import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { pictureFaultIds } from '@roundsman/contract/pictureFaults.ts';
import { confirmations } from './confirmation.ts';
import { thresholds } from './scores.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../../docs/picture-quality.md'), 'utf8');
const told = new Map(
  [...page.matchAll(/^\| `(\w+)` \|[^|]*\| ([\d.]+)[^|]*\| (\d+) of (\d+) \|/gm)].map(
    ([, fault, threshold, of, among]) => [
      fault,
      { threshold: Number(threshold), of: Number(of), among: Number(among) },
    ],
  ),
);

test.each(pictureFaultIds)('the page on picture quality says how %s is judged', (fault) => {
  expect(told.get(fault)).toEqual({ threshold: thresholds[fault], ...confirmations[fault] });
});
