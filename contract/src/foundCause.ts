import { z } from 'zod';
import { instant } from './evidence.ts';
import { faultClassIds, type FaultClassId } from './faultClasses.ts';
import { identifier } from './inventory/identifier.ts';

/** Classes of which a person can say "this was it": a report or an open verdict is no cause. */
export type FindableClassId = Exclude<FaultClassId, 'reported_fault' | 'undetermined'>;
const isFindable = (id: FaultClassId): id is FindableClassId => id !== 'reported_fault' && id !== 'undetermined';
export const findableClassIds = faultClassIds.filter(isFindable) as [FindableClassId, ...FindableClassId[]];

const element = { faultPoint: identifier };
const nothing = z.strictObject({ outcome: z.literal('nothing') });

/**
 * What was found on site, as a person says it. `fault`: a class of the taxonomy at an element; `other`: a cause that the taxonomy
 * does not have; `nothing`: nothing was found, or it recovered by itself. Without `party` the inventory says who answers for it.
 */
export const statedCause = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('fault'),
    faultClass: z.enum(findableClassIds),
    ...element,
    party: identifier.optional(),
  }),
  z.strictObject({ outcome: z.literal('other'), ...element, party: identifier.optional() }),
  nothing,
]);
export type StatedCause = z.infer<typeof statedCause>;

/** The same as it is recorded; `party` is null where nobody is known to answer for it. */
export const foundCause = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('fault'),
    faultClass: z.enum(findableClassIds),
    ...element,
    party: identifier.nullable(),
  }),
  z.strictObject({ outcome: z.literal('other'), ...element, party: identifier.nullable() }),
  nothing,
]);
export type FoundCause = z.infer<typeof foundCause>;

/** Who said so last, and when; `by` is an actor of the record: `contact:<id>` or `user:<login>`. */
export const recordedCause = z.strictObject({ cause: foundCause, by: z.string(), at: instant });
export type RecordedCause = z.infer<typeof recordedCause>;
