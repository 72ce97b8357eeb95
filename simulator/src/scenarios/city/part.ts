import type { element, inventoryFile } from '@roundsman/contract/inventory/schema.ts';
import type { z } from 'zod';

/** An element as a file states it; defaults are left out, so that a file stays small. */
export type Part = Omit<z.input<typeof element>, 'fedBy' | 'uplinks'> & {
  readonly fedBy: readonly string[];
  readonly uplinks: readonly { readonly to: string; readonly port?: string | undefined }[];
};
export type InventoryFile = z.input<typeof inventoryFile>;

export const both = (text: string): { en: string; zh: string } => ({ en: text, zh: text });

/** Every part by its id, in the order in which they were built: nothing hangs on what comes later. */
export type Parts = ReadonlyMap<string, Part>;
