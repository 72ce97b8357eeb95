import { severityNames, workOrderStateNames } from '@roundsman/contract/names.ts';
import type { WorkOrder, WorkOrderList } from '@roundsman/contract/workOrder.ts';
import type { User } from '../application/ticketing.ts';
import { countdown, urgency } from './clocks.ts';
import { clockTitles } from '@roundsman/contract/names.ts';
import { html, type Html } from './html.ts';
import type { Page } from './layout.ts';
import { geoLink } from './place.ts';
import type { Visit } from './visit.ts';

const words = {
  title: { en: 'Work orders', zh: '工单' },
  mine: { en: 'Mine', zh: '我的工单' },
  party: { en: 'Open in my unit', zh: '本单位未完成' },
  all: { en: 'Open', zh: '未完成' },
  none: { en: 'Nothing to do. All clear.', zh: '暂无待办工单。' },
  noneMine: { en: 'Nothing is assigned to you now.', zh: '目前没有指派给您的工单。' },
  map: { en: 'Map', zh: '地图' },
  distances: { en: 'Show distances', zh: '显示距离' },
  sentBack: { en: 'Sent back', zh: '已退回' },
  more: { en: 'more orders are not shown here', zh: '条工单未在此显示' },
  planned: { en: 'Preventive', zh: '预防性维护' },
  noDeadline: { en: 'No clock is running', zh: '无计时' },
};

export const chips = ({ say }: Visit, order: WorkOrder): Html =>
  html`${order.forecast && html`<span class="chip planned">${say(words.planned)}</span>`}
    <span class="chip severity ${order.severity}">${say(severityNames[order.severity])}</span>
    <span class="chip">${say(workOrderStateNames[order.state])}</span>`;

function card(visit: Visit, order: WorkOrder): Html {
  const { say } = visit;
  const { site, nextClock } = order;
  const next = nextClock?.dueAt
    ? html`<p class="next ${urgency(nextClock, visit.now)}">
        <span>${say(clockTitles[nextClock.name])}</span> <strong>${countdown(visit, nextClock.dueAt)}</strong>
      </p>`
    : html`<p class="next"><span>${say(words.noDeadline)}</span></p>`;
  return html`<li class="card ${order.severity}">
    <a class="open" href="/field/orders/${order.id}">
      <span class="chips"
        >${chips(visit, order)} ${order.sentBack && html`<span class="chip back">${say(words.sentBack)}</span>`}</span
      >
      <span class="title">${say(order.title)}</span>
      ${site && html`<span class="site">${say(site.name)}</span>`}
      <span class="number">${order.number}</span>
    </a>
    <div class="under">
      ${next}
      ${
        site &&
        html`<a
          class="map"
          href="${geoLink(site.location, say(site.name))}"
          data-place="${site.location.latitude},${site.location.longitude}"
          >${say(words.map)}</a
        >`
      }
    </div>
  </li>`;
}

const isMine = (user: User, order: WorkOrder): boolean =>
  user.contact !== null && order.assignee?.contact === user.contact;

const list = (visit: Visit, orders: readonly WorkOrder[]): Html =>
  html`<ul class="cards">
    ${orders.map((order) => card(visit, order))}
  </ul>`;

function group(visit: Visit, title: string, orders: readonly WorkOrder[], empty?: string): Html {
  return html`<section>
    <h2>${title} <span class="count">${orders.length}</span></h2>
    ${orders.length > 0 ? list(visit, orders) : html`<p class="empty">${empty}</p>`}
  </section>`;
}

/** The orders of a person: those assigned to it first, then what else is open where it works. */
export function orderListPage(visit: Visit, user: User, { workOrders, total }: WorkOrderList): Page {
  const { say } = visit;
  const mine = workOrders.filter((order) => isMine(user, order));
  const others = workOrders.filter((order) => !isMine(user, order));
  const hidden = total - workOrders.length;
  const groups =
    user.contact === null
      ? group(visit, say(words.all), others, say(words.none))
      : [
          group(visit, say(words.mine), mine, say(words.noneMine)),
          others.length > 0 ? group(visit, say(words.party), others) : '',
        ];
  return {
    title: say(words.title),
    body: html`<div class="heading">
        <h1>${say(words.title)}</h1>
        <button type="button" class="small" data-distances hidden>${say(words.distances)}</button>
      </div>
      ${groups} ${hidden > 0 && html`<p class="empty">${hidden} ${say(words.more)}</p>`}`,
  };
}
