import { z } from 'zod';

/** Identifiers are readable, stable and safe in URLs, labels and file names. */
export const identifier = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected 1 to 63 of a-z, 0-9 and "-", not starting with "-"');
