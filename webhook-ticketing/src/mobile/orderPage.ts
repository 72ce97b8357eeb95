import { commandTitles, faultSourceNames } from '@roundsman/contract/names.ts';
import type { Assignees, CommandName, WorkOrder, WorkOrderEvent } from '@roundsman/contract/workOrder.ts';
import type { InventoryReader } from '../adapters/http/httpDependencies.ts';
import { actionBar, actionSection } from './actions.ts';
import { clockTable, nextDeadline } from './clocks.ts';
import { elementName } from './elementName.ts';
import { forecastSection } from './forecast.ts';
import { historySection } from './history.ts';
import { html, type Html, type Part } from './html.ts';
import type { Page } from './layout.ts';
import { notice } from './notice.ts';
import { chips } from './orderList.ts';
import { pictureSection } from './pictures.ts';
import { placeSection } from './place.ts';
import type { Visit } from './visit.ts';
import { whySection } from './why.ts';

const words = {
  affected: { en: 'Affected devices', zh: '受影响设备' },
  about: { en: 'About this order', zh: '工单信息' },
  all: { en: 'Show all', zh: '显示全部' },
  since: { en: 'Broken since', zh: '故障始于' },
  source: { en: 'Learnt from', zh: '来源' },
  reports: { en: "People's reports", zh: '群众报修数' },
  assignee: { en: 'Assigned to', zh: '负责人' },
  sentBack: { en: 'This order came back', zh: '工单已退回' },
  done: { en: 'Done: ', zh: '已提交：' },
  joined: { en: 'This order was joined to another one.', zh: '该工单已合并。' },
  held: { en: 'Planned works until', zh: '计划检修至' },
  heldWhy: {
    en: 'Nobody is sent and no clock runs before they are over.',
    zh: '检修结束前不派单，不计时。',
  },
  splitFrom: {
    en: 'These symptoms were part of another order and turned out to have a cause of their own.',
    zh: '本工单的症状原属其他工单，经诊断另有原因。',
  },
  splitInto: {
    en: 'Some symptoms turned out to have another cause and went to an order of their own.',
    zh: '部分症状经诊断另有原因，已拆分为独立工单。',
  },
  other: { en: 'Open the other order', zh: '查看另一工单' },
  open: { en: 'Open that order', zh: '查看合并后的工单' },
};

/** So many are shown at once; more only on demand. */
const shownDevices = 6;

function affectedSection(visit: Visit, order: WorkOrder, inventory: InventoryReader): Html | null {
  const { affected } = order;
  if (affected.length === 0) return null;
  const items = affected.map((id) => html`<li>${elementName(visit, inventory, id)}</li>`);
  return html`<section>
    <h2>${visit.say(words.affected)} <span class="count">${affected.length}</span></h2>
    <ul class="plain">
      ${items.slice(0, shownDevices)}
    </ul>
    ${
      items.length > shownDevices &&
      html`<details>
        <summary>${visit.say(words.all)}</summary>
        <ul class="plain">
          ${items.slice(shownDevices)}
        </ul>
      </details>`
    }
  </section>`;
}

function facts(visit: Visit, order: WorkOrder): Html {
  const { say } = visit;
  const fact = (name: string, value: Part) =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`<section>
    <h2>${say(words.about)}</h2>
    <dl>
      ${order.forecast === null && fact(say(words.since), html`<time datetime="${order.onsetAt}">${visit.time(order.onsetAt)}</time>`)}
      ${fact(say(words.source), say(faultSourceNames[order.source]))}
      ${order.assignee && fact(say(words.assignee), say(order.assignee.name))}
      ${order.reports > 0 && fact(say(words.reports), order.reports)}
    </dl>
  </section>`;
}

const linkTo = ({ say }: Visit, id: string): Html => html`<p><a href="/field/orders/${id}">${say(words.other)}</a></p>`;

export interface OrderView {
  order: WorkOrder;
  record: { events: readonly WorkOrderEvent[]; chainIntact: boolean };
  inventory: InventoryReader;
  assignees: Assignees | null;
  /** What was just done, to say so. */
  done: CommandName | null;
  /** What went wrong with the last command. */
  problem: Html | null;
  status?: number;
}

/** One order on one page: what, until when, where, why, and what to do now. */
export function orderPage(
  visit: Visit,
  { order, record, inventory, assignees, done, problem, status }: OrderView,
): Page {
  const { say } = visit;
  const bar = actionBar(visit, order, inventory);
  return {
    title: `${order.number} ${say(order.title)}`,
    ...(status !== undefined && { status }),
    ...(bar && { bar }),
    body: html`<article class="order ${order.severity}">
      ${problem} ${done && notice('good', `${say(words.done)}${say(commandTitles[done])}`)}
      <header>
        <p class="chips">${chips(visit, order)}</p>
        <h1>${say(order.title)}</h1>
        <p class="number">${order.number}</p>
      </header>
      ${order.sentBack && notice('warn', say(words.sentBack), html`<p>${say(order.sentBack)}</p>`)}
      ${
        order.joinedTo &&
        notice('warn', say(words.joined), html`<p><a href="/field/orders/${order.joinedTo}">${say(words.open)}</a></p>`)
      }
      ${
        order.heldFor &&
        notice('warn', `${say(words.held)} ${visit.time(order.heldFor.until)}`, html`<p>${say(words.heldWhy)}</p>`)
      }
      ${order.splitFrom && notice('warn', say(words.splitFrom), linkTo(visit, order.splitFrom))}
      ${
        order.splitInto.length > 0 &&
        notice(
          'warn',
          say(words.splitInto),
          order.splitInto.map((id) => linkTo(visit, id)),
        )
      }
      ${order.nextClock && nextDeadline(visit, order.nextClock)} ${placeSection(visit, order, inventory)}
      ${pictureSection(visit, order, inventory)} ${forecastSection(visit, order)} ${whySection(visit, order, inventory)}
      ${actionSection({ visit, order, inventory, assignees })} ${facts(visit, order)}
      ${affectedSection(visit, order, inventory)} ${clockTable(visit, order.clocks)}
      ${historySection(visit, order, inventory, record)}
    </article>`,
  };
}
