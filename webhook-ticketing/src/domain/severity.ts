import { faultClasses, type FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { severities, type Severity } from '@roundsman/contract/vocabulary.ts';

/** One step more severe; critical stays critical. */
export const raised = (severity: Severity): Severity =>
  severities[Math.max(0, severities.indexOf(severity) - 1)] ?? severity;

export const isMoreSevere = (one: Severity, other: Severity): boolean =>
  severities.indexOf(one) < severities.indexOf(other);

/** Severity of a fault: that of its class, one step higher where an important site suffers. */
export function severityOf(
  faultClass: FaultClassId,
  siteIds: readonly string[],
  inventory: Pick<Inventory, 'sites'>,
): Severity {
  const { severity } = faultClasses[faultClass];
  const important = inventory.sites.some((site) => site.importance === 'important' && siteIds.includes(site.id));
  return important ? raised(severity) : severity;
}
