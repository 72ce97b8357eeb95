import type { Site } from '@roundsman/contract/inventory/schema.ts';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import type { InventoryReader } from '../adapters/http/httpDependencies.ts';
import { elementName } from './elementName.ts';
import { html, type Html } from './html.ts';
import type { Visit } from './visit.ts';

const words = {
  title: { en: 'Where', zh: '地点' },
  navigate: { en: 'Open in map', zh: '打开地图导航' },
  also: { en: 'Also affected', zh: '同时影响' },
  point: { en: 'Fault point', zh: '故障点' },
  pole: { en: 'Pole', zh: '杆号' },
};

/** A place for whatever map the phone has, RFC 5870; with the label that Android's maps show. */
export function geoLink({ latitude, longitude }: Site['location'], label: string): string {
  const point = `${String(latitude)},${String(longitude)}`;
  return `geo:${point}?q=${point}(${encodeURIComponent(label)})`;
}

/** Where the order is: site, address, the way there, and the element and pole at fault. */
export function placeSection(visit: Visit, order: WorkOrder, inventory: InventoryReader): Html | null {
  const { say } = visit;
  if (!order.site) return null;
  const { site } = order;
  const address = inventory.site(site.id)?.address;
  const faultPoint = order.diagnosis?.faultPoint;
  const cabinet = faultPoint ? inventory.element(faultPoint)?.cabinet : undefined;
  const pole = cabinet ? inventory.cabinet(cabinet)?.pole : undefined;
  const others = order.siteIds.filter((id) => id !== site.id);
  const otherNames = others.map((id) => {
    const known = inventory.site(id);
    return html`<li>${known ? say(known.name) : id}</li>`;
  });
  return html`<section>
    <h2>${say(words.title)}</h2>
    <p class="place"><strong>${say(site.name)}</strong>${address && html`<br />${say(address)}`}</p>
    <dl>
      ${
        faultPoint &&
        html`<div>
          <dt>${say(words.point)}</dt>
          <dd>${elementName(visit, inventory, faultPoint)}</dd>
        </div>`
      }
      ${
        pole &&
        html`<div>
          <dt>${say(words.pole)}</dt>
          <dd>${pole}</dd>
        </div>`
      }
    </dl>
    <a
      class="button quiet"
      href="${geoLink(site.location, say(site.name))}"
      data-place="${site.location.latitude},${site.location.longitude}"
      >${say(words.navigate)}</a
    >
    ${
      others.length > 0 &&
      html`<h3>${say(words.also)}</h3>
        <ul class="plain">
          ${otherNames}
        </ul>`
    }
  </section>`;
}
