import { reportedKinds } from '@roundsman/contract/faultReport.ts';
import { faultSourceNames, reportedKindNames } from '@roundsman/contract/names.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { HttpProblem } from '../adapters/http/httpProblem.ts';
import type { InventoryReader } from '../adapters/http/httpDependencies.ts';
import { choices, form, options, select, textArea, textInput } from './form.ts';
import { html, type Html } from './html.ts';
import type { Page } from './layout.ts';
import { problemNotice } from './notice.ts';
import type { Visit } from './visit.ts';

const words = {
  title: { en: 'Report a fault', zh: '故障报修' },
  lead: {
    en: 'A camera is damaged, hangs loose or has no power? Tell us; it takes half a minute.',
    zh: '发现摄像机损坏、松脱或断电？请告诉我们，只需半分钟。',
  },
  call: { en: 'Or call, day and night', zh: '也可全天候拨打' },
  where: { en: 'Where', zh: '地点' },
  code: { en: 'Code on the pole', zh: '杆体编号' },
  codeHint: { en: 'It is on the label, for example cam-0123.', zh: '见杆体标签，例如 cam-0123。' },
  position: { en: 'Use my position', zh: '使用我的位置' },
  positionTaken: { en: 'Position added (±{} m). Tap to remove.', zh: '已添加位置（±{} 米），点按移除。' },
  positionFailed: { en: 'No position. Give the code instead.', zh: '无法定位，请填写编号。' },
  elsewhere: { en: 'It is another place', zh: '不是此处' },
  what: { en: 'What is wrong?', zh: '故障情况' },
  describe: { en: 'Describe it', zh: '补充说明' },
  optional: { en: 'optional', zh: '选填' },
  contact: { en: 'May we call you back?', zh: '是否可以回访？' },
  contactHint: {
    en: 'Only the operator sees this, for this report.',
    zh: '仅供值班人员处理本次报修使用。',
  },
  name: { en: 'Name', zh: '姓名' },
  phone: { en: 'Phone', zh: '电话' },
  source: { en: 'Who reports it?', zh: '报修来源' },
  send: { en: 'Send report', zh: '提交报修' },
};

/** What is wrong with a field, for people who read no field names. */
const faults: Readonly<Record<string, LocalizedText>> = {
  element: {
    en: 'Say where: give the code on the pole, or use your position.',
    zh: '请填写杆体编号，或使用定位说明地点。',
  },
  site: {
    en: 'Say where: give the code on the pole, or use your position.',
    zh: '请填写杆体编号，或使用定位说明地点。',
  },
  kind: { en: 'Say what is wrong.', zh: '请选择故障情况。' },
  reporterPhone: { en: 'The phone number takes digits, spaces and "-".', zh: '电话号码只能包含数字、空格和“-”。' },
};
const unknownCode: LocalizedText = {
  en: 'We do not know this code. Check it, or use your position.',
  zh: '未找到该编号，请核对，或使用定位。',
};

const nothingNear: LocalizedText = {
  en: 'We know no camera near this position. Give the code on the pole.',
  zh: '该位置附近没有已登记的摄像机，请填写杆体编号。',
};

function faultOf({ code, field = '' }: HttpProblem): LocalizedText | undefined {
  if (code === 'not_found') return field === 'position' ? nothingNear : unknownCode;
  return code === 'invalid_request' ? faults[field] : undefined;
}

/** Citizens see poles, not pictures; police users see pictures. */
const citizensOrder = ['damaged', 'no_power', 'no_picture', 'bad_picture', 'other'] as const;

/** What the form holds: given by the link of a QR code, or by a posting that has to be corrected. */
export type ReportFields = Readonly<Record<string, string>>;

/** The name of the place that a link or a code stands for; null where it is not known. */
export function placeName({ say }: Visit, inventory: InventoryReader, fields: ReportFields): string | null {
  const element = fields['element'] ? inventory.element(fields['element']) : undefined;
  const cabinet = inventory.cabinet(element?.cabinet ?? fields['element'] ?? '');
  const siteId = element?.site ?? cabinet?.site ?? fields['site'];
  const site = siteId ? inventory.site(siteId) : undefined;
  return site ? say(site.name) : null;
}

function whereFields(visit: Visit, inventory: InventoryReader, fields: ReportFields): Html {
  const { say } = visit;
  const place = placeName(visit, inventory, fields);
  if (place !== null) {
    const kept = (['element', 'site'] as const).flatMap((name) => {
      const value = fields[name];
      return value ? html`<input type="hidden" name="${name}" value="${value}" />` : [];
    });
    return html`<div class="known-place">
      <span class="label">${say(words.where)}</span>
      <strong>${place}</strong> ${fields['element'] && html`<code>${fields['element']}</code>`} ${kept}
      <a href="/report">${say(words.elsewhere)}</a>
    </div>`;
  }
  return html`${textInput('report', {
      name: 'element',
      label: say(words.code),
      hint: say(words.codeHint),
      value: fields['element'] ?? '',
      maxLength: 63,
      extra: html`autocapitalize="none" autocomplete="off" spellcheck="false"`,
    })}
    <button
      type="button"
      class="quiet"
      data-use-position
      data-taken="${say(words.positionTaken)}"
      data-failed="${say(words.positionFailed)}"
      hidden
    >
      ${say(words.position)}
    </button>
    ${['latitude', 'longitude', 'accuracyMetres'].map(
      (name) => html`<input type="hidden" name="${name}" value="${fields[name] ?? ''}" />`,
    )}`;
}

function contactFields(visit: Visit, fields: ReportFields): Html {
  const { say } = visit;
  const given = fields['reporterName'] ?? fields['reporterPhone'];
  return html`<details class="contact" ${given ? html`open` : ''}>
    <summary>${say(words.contact)} <span class="faint">(${say(words.optional)})</span></summary>
    <p class="hint">${say(words.contactHint)}</p>
    ${textInput('report', {
      name: 'reporterName',
      label: say(words.name),
      value: fields['reporterName'] ?? '',
      extra: html`autocomplete="name"`,
    })}
    ${textInput('report', {
      name: 'reporterPhone',
      label: say(words.phone),
      type: 'tel',
      value: fields['reporterPhone'] ?? '',
      maxLength: 20,
      extra: html`autocomplete="tel" pattern="\\+?[0-9 \\-]{5,20}"`,
    })}
  </details>`;
}

/** Staff who take a call say whose word they pass on. */
function sourceField(visit: Visit, fields: ReportFields): Html | null {
  const { user, say } = visit;
  if (!user || user.role === 'police') return null;
  const sources = (['citizen', 'police', 'inspection', 'staff'] as const).map((value) => ({
    value,
    label: say(faultSourceNames[value]),
  }));
  const usual = user.role === 'engineer' ? 'staff' : 'citizen';
  return select('report', 'source', say(words.source), options(sources, fields['source'] ?? usual));
}

interface ReportView {
  inventory: InventoryReader;
  /** Idempotency key of this report. */
  key: string;
  fields: ReportFields;
  problem?: HttpProblem;
  status?: number;
}

export function reportPage(visit: Visit, { inventory, key, fields, problem, status }: ReportView): Page {
  const { say, user, hotline } = visit;
  const kinds = (user ? reportedKinds : citizensOrder).map((value) => ({
    value,
    label: say(reportedKindNames[value]),
  }));
  return {
    title: say(words.title),
    ...(status !== undefined && { status }),
    body: html`<div class="narrow">
      <h1>${say(words.title)}</h1>
      <p class="lead">${say(words.lead)}</p>
      ${problem && problemNotice(visit, problem, faultOf(problem))}
      ${form(visit, {
        action: '/report',
        key,
        submit: say(words.send),
        body: [
          whereFields(visit, inventory, fields),
          choices('kind', 'kind', say(words.what), kinds, fields['kind']),
          textArea('report', {
            name: 'description',
            label: `${say(words.describe)} (${say(words.optional)})`,
            value: fields['description'] ?? '',
          }),
          sourceField(visit, fields),
          contactFields(visit, fields),
        ],
      })}
      <aside class="hotline">
        <span>${say(words.call)}</span>
        <a href="tel:${hotline.replaceAll(/[^+0-9]/g, '')}">${hotline}</a>
      </aside>
    </div>`,
  };
}
