import { elementKindNames } from '@roundsman/contract/names.ts';
import type { InventoryReader } from '../adapters/http/httpDependencies.ts';
import { html, type Html } from './html.ts';
import type { Visit } from './visit.ts';

/** An element as people call it, with its kind and the id that is on its label. */
export function elementName({ say }: Visit, inventory: InventoryReader, id: string): Html {
  const element = inventory.element(id);
  if (!element) return html`<code>${id}</code>`;
  const kind = say(elementKindNames[element.kind]);
  return html`${element.name ? say(element.name) : kind} <code>${id}</code>`;
}
