import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { heapFlags } from './heapFlags.ts';

test.each(['Dockerfile', 'package.json'])('%s starts the exporter with the same heap as everything else', (name) => {
  const text = readFileSync(path.join(import.meta.dirname, '..', name), 'utf8');
  expect(text.match(/--(?:max|heap)-[a-z-]+=\d+/g)).toEqual([...heapFlags]);
});
