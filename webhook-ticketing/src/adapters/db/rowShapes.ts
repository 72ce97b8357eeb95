import { z } from 'zod';

/** timestamptz, as an instant of the domain. */
export const moment = z.date().transform((date) => date.toISOString());
/** count(*) is a bigint, which `pg` hands over as text so as not to lose digits. */
export const count = z.coerce.number().int().nonnegative();
