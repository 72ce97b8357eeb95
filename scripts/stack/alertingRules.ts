import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { scaleDuration, scaleRanges } from './duration.ts';

const duration = z.string();
const rules = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      interval: duration.optional(),
      rules: z.array(
        z.looseObject({ expr: z.string(), for: duration.optional(), keep_firing_for: duration.optional() }),
      ),
    }),
  ),
});

/** A file of rules with every interval, `for` and range multiplied; what it asks and says stays. @throws ZodError for other files. */
export function scaleRules(text: string, factor: number): string {
  const scaled = (value: string | undefined): string | undefined => value && scaleDuration(value, factor);
  const { groups } = rules.parse(parse(text));
  return stringify({
    groups: groups.map((group) => ({
      ...group,
      ...(group.interval ? { interval: scaled(group.interval) } : {}),
      rules: group.rules.map((rule) => ({
        ...rule,
        expr: scaleRanges(rule.expr, factor),
        ...(rule.for ? { for: scaled(rule.for) } : {}),
        ...(rule.keep_firing_for ? { keep_firing_for: scaled(rule.keep_firing_for) } : {}),
      })),
    })),
  });
}
