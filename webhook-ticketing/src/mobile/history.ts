import type { WorkOrder, WorkOrderEvent } from '@roundsman/contract/workOrder.ts';
import type { InventoryReader } from '../adapters/http/httpDependencies.ts';
import { html, type Html } from './html.ts';
import type { Visit } from './visit.ts';

const words = {
  title: { en: 'History', zh: '处理记录' },
  system: { en: 'System', zh: '系统' },
  broken: { en: 'The record was altered: its hash chain does not hold.', zh: '记录被改动：哈希链校验失败。' },
};

/** A person by name where it belongs to the order's party; else by its id. */
function actorName({ say }: Visit, order: WorkOrder, inventory: InventoryReader, actor: string): string {
  if (actor === 'system') return say(words.system);
  const id = actor.replace(/^(contact|user):/, '');
  if (order.assignee?.contact === id) return say(order.assignee.name);
  const contacts = order.party ? (inventory.party(order.party.id)?.contacts ?? []) : [];
  const known = contacts.find((contact) => contact.id === id);
  return known ? say(known.name) : id;
}

/** The record of the order, newest first. */
export function historySection(
  visit: Visit,
  order: WorkOrder,
  inventory: InventoryReader,
  { events, chainIntact }: { events: readonly WorkOrderEvent[]; chainIntact: boolean },
): Html {
  const { say } = visit;
  return html`<section>
    <h2>${say(words.title)}</h2>
    ${!chainIntact && html`<p class="broken">${say(words.broken)}</p>`}
    <ol class="history">
      ${events.toReversed().map(
        (event) =>
          html`<li>
            <time datetime="${event.at}">${visit.time(event.at)}</time>
            <span
              >${say(event.text)} <span class="faint">${actorName(visit, order, inventory, event.actor)}</span></span
            >
          </li>`,
      )}
    </ol>
  </section>`;
}
