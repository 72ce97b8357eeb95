import { element, type Element } from '@roundsman/contract/inventory/schema.ts';
import type { z } from 'zod';

/** An element with the schema's defaults filled in. @throws ZodError where the generator itself is wrong. */
export const draft = (input: z.input<typeof element>): Element => element.parse(input);
