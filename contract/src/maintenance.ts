import { z } from 'zod';
import { instant } from './evidence.ts';
import { identifier } from './inventory/schema.ts';

/** The longest interval that one declaration may have. */
export const longestMaintenanceDays = 14;
/** How far in the past one may begin: works that were begun and not announced. */
export const latestMaintenanceHours = 1;

const several = z.array(identifier).min(1).max(500);

/** Where planned works are: a district, sites, or elements with everything that gets power or its way through them. */
export const maintenanceArea = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('district'), district: identifier }),
  z.strictObject({ kind: z.literal('sites'), sites: several }),
  z.strictObject({ kind: z.literal('elements'), elements: several }),
]);
export type MaintenanceArea = z.infer<typeof maintenanceArea>;

export const maintenanceDeclaration = z.strictObject({
  /** Chosen by the client, and the id of the maintenance; the same again has no second effect. */
  id: z.uuid(),
  area: maintenanceArea,
  from: instant,
  to: instant,
  /** The contact of the inventory who approved it; not who declares it. */
  approver: identifier,
  reason: z.string().trim().min(1).max(2000),
});
export type MaintenanceDeclaration = z.infer<typeof maintenanceDeclaration>;

/** Planned works. While they run, what fails in their area is recorded and nobody is sent. */
export const maintenance = z.strictObject({
  ...maintenanceDeclaration.shape,
  /** `user:<login>` or `contact:<id>`. */
  declaredBy: z.string(),
  declaredAt: instant,
  /** When and by whom it was ended before its time, or withdrawn before it began; null otherwise. */
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
  state: z.enum(['coming', 'running', 'over']),
});
export type Maintenance = z.infer<typeof maintenance>;

/** Those that are coming or running, and those of the last 30 days. */
export const maintenanceList = z.strictObject({ maintenances: z.array(maintenance) });
export type MaintenanceList = z.infer<typeof maintenanceList>;

/** What an order that is kept back waits for. */
export const heldFor = z.strictObject({ maintenance: z.uuid(), until: instant });
