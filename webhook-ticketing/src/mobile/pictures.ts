import { pictureFaults } from '@roundsman/contract/pictureFaults.ts';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import type { InventoryReader } from '../adapters/http/httpDependencies.ts';
import { elementName } from './elementName.ts';
import { html, type Html } from './html.ts';
import type { Visit } from './visit.ts';

const words = {
  title: { en: 'Evidence', zh: '证据画面' },
  taken: { en: 'taken', zh: '拍摄于' },
};

/** The pictures in which the fault shows; a phone with little signal loads them when they come into view. */
export function pictureSection(visit: Visit, order: WorkOrder, inventory: InventoryReader): Html | null {
  const { say } = visit;
  if (order.pictures.length === 0) return null;
  return html`<section>
    <h2>${say(words.title)}</h2>
    ${order.pictures.map(({ number, element, fault, takenAt, sha256 }) => {
      const name = inventory.element(element)?.name;
      const who = name === undefined ? element : say(name);
      const what = say(pictureFaults[fault]);
      const source = `/api/v1/work-orders/${order.id}/pictures/${String(number)}`;
      return html`<figure>
        <a href="${source}"
          ><img src="${source}" alt="${who}: ${what}" width="640" height="360" loading="lazy" decoding="async"
        /></a>
        <figcaption>
          <strong>${what}</strong> · ${elementName(visit, inventory, element)} · ${say(words.taken)}
          <time datetime="${takenAt}">${visit.time(takenAt)}</time>
          <span class="faint">SHA-256 ${sha256.slice(0, 16)}…</span>
        </figcaption>
      </figure>`;
    })}
  </section>`;
}
