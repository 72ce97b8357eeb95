import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import { findableClassIds } from '@roundsman/contract/foundCause.ts';
import { symptomIds, symptoms } from '@roundsman/contract/symptoms.ts';
import { parse } from 'yaml';
import { z } from 'zod';
import { canShowIn } from './showsIn.ts';

const rule = z.object({
  alert: z.string(),
  labels: z.object({
    symptom: z.enum(symptomIds),
    probable_cause: z.coerce.number(),
    fault_class: z.enum(findableClassIds).optional(),
  }),
});
const ruleFile = z.object({ groups: z.array(z.object({ rules: z.array(z.unknown()) })) });
const folder = path.join(import.meta.dirname, '../../../../provisioning/prometheus/rules');
/** Those of faults: others have no symptom. */
const rules = readdirSync(folder).flatMap((file) =>
  ruleFile
    .parse(parse(readFileSync(path.join(folder, file), 'utf8')))
    .groups.flatMap((group) => group.rules.flatMap((each) => rule.safeParse(each).data ?? [])),
);

describe('what an alerting rule says of the class of a fault', () => {
  test('is said by a rule for every symptom', () => {
    expect(rules.map(({ labels }) => labels.symptom).sort()).toEqual([...symptomIds].sort());
  });

  test.each(rules.map(({ alert, labels }) => [alert, labels] as const))('%s', (_, labels) => {
    const possible = findableClassIds.filter((id) => canShowIn(id, symptoms[labels.symptom].observable));
    const { fault_class: said } = labels;
    // Light that is not sent is an optic, whose class depends on whose port it is.
    if (possible.length === 1 && possible[0] !== 'olt_optic_failure') expect(said).toBe(possible[0]);
    if (said === undefined) return;
    expect(possible).toContain(said);
    // Heat and water in a cabinet are one class with two causes.
    if (said !== 'cabinet_climate') expect(labels.probable_cause).toBe(faultClasses[said].probableCause);
  });
});
