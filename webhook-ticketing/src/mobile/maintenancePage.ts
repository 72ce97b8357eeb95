import type { Maintenance, MaintenanceArea } from '@roundsman/contract/maintenance.ts';
import { longestMaintenanceDays } from '@roundsman/contract/maintenance.ts';
import { randomUUID } from 'node:crypto';
import { form, options, select, textArea, textInput } from './form.ts';
import { html, type Html } from './html.ts';
import type { Page } from './layout.ts';
import type { Visit } from './visit.ts';

const words = {
  title: { en: 'Planned works', zh: '计划检修' },
  lead: {
    en: 'What fails there meanwhile is recorded, and nobody is sent before the works are over. What was bad before stays as it is.',
    zh: '检修期间该范围内的故障照常记录，检修结束后仍未恢复的再派单；检修开始前已有的故障不受影响。',
  },
  none: { en: 'No planned works.', zh: '暂无计划检修。' },
  declare: { en: 'Declare planned works', zh: '申报计划检修' },
  end: { en: 'End now', zh: '立即结束' },
  withdraw: { en: 'Withdraw', zh: '撤销' },
  area: { en: 'Where', zh: '范围' },
  ids: { en: 'Ids of the inventory, separated by commas', zh: '台账编号，以逗号分隔' },
  from: { en: 'From', zh: '开始' },
  to: { en: 'To', zh: '结束' },
  longest: { en: 'At most', zh: '最长' },
  days: { en: 'days', zh: '天' },
  approver: { en: 'Approved by (contact id, somebody else)', zh: '审批人（联系人编号，不得为本人）' },
  reason: { en: 'Reason', zh: '事由' },
  approvedBy: { en: 'approved by', zh: '审批人' },
  declaredBy: { en: 'declared by', zh: '申报人' },
  endedBy: { en: 'ended by', zh: '结束人' },
};
const kinds = {
  elements: { en: 'Devices and everything behind them', zh: '设备及其下游' },
  sites: { en: 'Sites', zh: '点位' },
  district: { en: 'A district', zh: '片区' },
};
const states = {
  coming: { en: 'Coming', zh: '未开始' },
  running: { en: 'Running', zh: '进行中' },
  over: { en: 'Over', zh: '已结束' },
};

export const areaIds = (area: MaintenanceArea): readonly string[] => {
  switch (area.kind) {
    case 'district':
      return [area.district];
    case 'sites':
      return area.sites;
    case 'elements':
      return area.elements;
  }
};

function entry(visit: Visit, works: Maintenance, mayEnd: boolean): Html {
  const { say, time } = visit;
  const who = [
    `${say(words.approvedBy)} ${works.approver}`,
    `${say(words.declaredBy)} ${works.declaredBy}`,
    ...(works.endedBy === null ? [] : [`${say(words.endedBy)} ${works.endedBy}`]),
  ];
  return html`<li class="card">
    <p class="chips"><span class="chip">${say(states[works.state])}</span></p>
    <p><strong>${works.reason}</strong></p>
    <p>${say(kinds[works.area.kind])}: ${areaIds(works.area).join(', ')}</p>
    <p>
      <time datetime="${works.from}">${time(works.from)}</time> –
      <time datetime="${works.endedAt ?? works.to}">${time(works.endedAt ?? works.to)}</time>
    </p>
    <p class="faint">${who.join(' · ')}</p>
    ${
      mayEnd &&
      works.state !== 'over' &&
      form(visit, {
        action: `/field/maintenance/${works.id}/end`,
        key: randomUUID(),
        body: '',
        submit: say(works.state === 'running' ? words.end : words.withdraw),
        tone: 'quiet',
      })
    }
  </li>`;
}

export interface MaintenanceView {
  maintenances: readonly Maintenance[];
  mayDeclare: boolean;
  /** What the fields of the form begin with: what was sent and refused, or the next two hours. */
  fields: Record<string, string>;
  problem: Html | null;
  status?: number;
}

/** Planned works: those that are known, and, for operators, the form for further ones. */
export function maintenancePage(
  visit: Visit,
  { maintenances, mayDeclare, fields, problem, status }: MaintenanceView,
): Page {
  const { say } = visit;
  const moment = (name: 'from' | 'to') => {
    const id = `maintenance-${name}`;
    return html`<label for="${id}">${say(words[name])}</label>
      <input id="${id}" name="${name}" type="datetime-local" value="${fields[name] ?? ''}" required />`;
  };
  const areas = Object.entries(kinds).map(([value, label]) => ({ value, label: say(label) }));
  const declaration = html`<section>
    <h2>${say(words.declare)}</h2>
    ${form(visit, {
      action: '/field/maintenance',
      key: fields['idempotencyKey'] ?? randomUUID(),
      body: [
        select('maintenance', 'kind', say(words.area), options(areas, fields['kind'])),
        textInput('maintenance', {
          name: 'ids',
          label: say(words.ids),
          value: fields['ids'] ?? '',
          required: true,
          maxLength: 8000,
        }),
        moment('from'),
        moment('to'),
        html`<p class="hint">${say(words.longest)} ${longestMaintenanceDays} ${say(words.days)}</p>`,
        textInput('maintenance', {
          name: 'approver',
          label: say(words.approver),
          value: fields['approver'] ?? '',
          required: true,
        }),
        textArea('maintenance', {
          name: 'reason',
          label: say(words.reason),
          value: fields['reason'] ?? '',
          required: true,
        }),
      ],
      submit: say(words.declare),
    })}
  </section>`;
  return {
    title: say(words.title),
    ...(status !== undefined && { status }),
    body: html`<h1>${say(words.title)}</h1>
      <p class="lead">${say(words.lead)}</p>
      ${problem}
      ${
        maintenances.length > 0
          ? html`<ul class="plain">
              ${maintenances.map((works) => entry(visit, works, mayDeclare))}
            </ul>`
          : html`<p class="empty">${say(words.none)}</p>`
      }
      ${mayDeclare && declaration}`,
  };
}
