import { randomUUID } from 'node:crypto';
import { isCauseMissing } from '@roundsman/contract/causeChoices.ts';
import { commandTitles, suspendReasonNames } from '@roundsman/contract/names.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import { type Assignees, type CommandName, suspendReasons, type WorkOrder } from '@roundsman/contract/workOrder.ts';
import type { InventoryReader } from '../adapters/http/httpDependencies.ts';
import { causeQuestion } from './causeQuestion.ts';
import { choices, form, options, select, textArea } from './form.ts';
import { html, type Html, type Part } from './html.ts';
import type { Visit } from './visit.ts';

const words = {
  actions: { en: 'What you can do', zh: '可执行操作' },
  reason: { en: 'Reason', zh: '原因' },
  note: { en: 'Note', zh: '备注' },
  optional: { en: ' (optional)', zh: '（选填）' },
  done: { en: 'What did you do?', zh: '处理措施' },
  doneHint: {
    en: 'The measurements must confirm it; otherwise the order comes back.',
    zh: '系统将以监测数据核验，未恢复则退回工单。',
  },
  position: {
    en: 'Sends your position once, if you allow it, as proof of the arrival.',
    zh: '经您允许后将发送一次定位，作为到场依据。',
  },
  score: { en: 'How well was it done?', zh: '服务评价' },
  to: { en: 'To whom', zh: '派给' },
  onDuty: { en: ' (on duty)', zh: '（值班）' },
  whoeverOnDuty: { en: ': whoever is on duty', zh: '：当班人员' },
  dispatchNow: { en: 'Dispatch', zh: '派单' },
  fixForm: { en: 'Report the fix…', zh: '填写修复情况…' },
} as const;

const scores: readonly LocalizedText[] = [
  { en: '1 – bad', zh: '1 – 差' },
  { en: '2', zh: '2' },
  { en: '3 – fair', zh: '3 – 一般' },
  { en: '4', zh: '4' },
  { en: '5 – very good', zh: '5 – 很好' },
];

/** What comes next on the way through an order, in this order of preference. */
const nextSteps: readonly CommandName[] = ['accept', 'depart', 'arrive', 'claim_fix', 'evaluate', 'close', 'dispatch'];
/** Done by one tap; everything else asks something first. */
const tapped: ReadonlySet<CommandName> = new Set(['accept', 'depart', 'arrive', 'resume', 'close']);
const isOneTap = (order: WorkOrder, name: CommandName): boolean =>
  tapped.has(name) && !(name === 'close' && isCauseMissing(order));
const grave: ReadonlySet<CommandName> = new Set(['decline', 'cancel', 'reopen']);

/** The command that the page puts under the thumb; on site it is not to drive off again. */
export function nextStep({ actions, state }: WorkOrder): CommandName | null {
  const possible = nextSteps.filter((name) => actions.includes(name));
  return (state === 'on_site' && possible.includes('claim_fix') ? 'claim_fix' : possible[0]) ?? null;
}

function assigneeOptions({ say }: Visit, { parties }: Assignees, taken: string | undefined): Html[] {
  return parties.map(
    (party) =>
      html`<optgroup label="${say(party.name)}">
        ${options(
          [
            { value: party.id, label: `${say(party.name)}${say(words.whoeverOnDuty)}` },
            ...party.contacts.map((contact) => ({
              value: `${party.id}/${contact.id}`,
              label: `${say(contact.name)}${contact.onDuty ? say(words.onDuty) : ''}`,
            })),
          ],
          taken,
        )}
      </optgroup>`,
  );
}

/** What the forms of an order are made of. */
interface Asking {
  visit: Visit;
  order: WorkOrder;
  inventory: InventoryReader;
  assignees: Assignees | null;
}

/** What a command asks before it is sent. */
function questions({ visit, order, inventory, assignees }: Asking, name: CommandName): Part {
  const { say } = visit;
  const cause = (required: boolean) => causeQuestion(name, visit, order, inventory, required);
  const reason = () => textArea(name, { name: 'note', label: say(words.reason), required: true });
  const note = () => textArea(name, { name: 'note', label: `${say(words.note)}${say(words.optional)}` });
  switch (name) {
    case 'decline':
    case 'reopen':
    case 'wait_for_spare':
    case 'cancel':
      return reason();
    case 'note':
      return textArea(name, { name: 'note', label: say(words.note), required: true });
    case 'claim_fix':
      return [
        cause(false),
        textArea(name, { name: 'done', label: say(words.done), hint: say(words.doneHint), required: true }),
      ];
    case 'record_cause':
      return [cause(true), note()];
    case 'close':
      return isCauseMissing(order) ? cause(true) : null;
    case 'suspend': {
      const reasons = suspendReasons.map((value) => ({ value, label: say(suspendReasonNames[value]) }));
      return [
        choices(name, 'reason', say(words.reason), reasons),
        textArea(name, { name: 'note', label: say(words.note), required: true }),
      ];
    }
    case 'evaluate': {
      const values = scores.map((label, index) => ({ value: String(index + 1), label: say(label) }));
      return [choices(name, 'score', say(words.score), values), order.diagnosis && cause(false), note()];
    }
    case 'dispatch':
      return [
        select(name, 'to', say(words.to), assigneeOptions(visit, assignees ?? { parties: [] }, order.party?.id)),
        note(),
      ];
    case 'arrive':
      return html`<p class="hint">${say(words.position)}</p>`;
    case 'accept':
    case 'depart':
    case 'resume':
      return null;
  }
}

function commandForm(asking: Asking, name: CommandName, main: boolean): Html {
  const { visit, order } = asking;
  return form(visit, {
    action: `/field/orders/${order.id}/commands`,
    key: randomUUID(),
    body: [html`<input type="hidden" name="command" value="${name}" />`, questions(asking, name)],
    submit: visit.say(commandTitles[name]),
    tone: main ? 'main' : grave.has(name) ? 'grave' : 'quiet',
    withPosition: name === 'arrive',
  });
}

/** The next step, for the bar at the lower edge: at once where it is one tap, otherwise the way to its form. */
export function actionBar(visit: Visit, order: WorkOrder, inventory: InventoryReader): Html | null {
  const name = nextStep(order);
  if (!name) return null;
  if (isOneTap(order, name)) return commandForm({ visit, order, inventory, assignees: null }, name, true);
  const title = name === 'claim_fix' ? words.fixForm : commandTitles[name];
  return html`<a class="button main" href="#do-${name}">${visit.say(title)}</a>`;
}

/** All commands that the person may give now; the next step is open where it asks something, the others fold. */
export function actionSection(asking: Asking): Html | null {
  const { visit, order } = asking;
  const { say } = visit;
  const next = nextStep(order);
  const rest = order.actions.filter((name) => !(name === next && isOneTap(order, name)));
  if (rest.length === 0) return null;
  const nextFirst = [...rest].sort((one, other) => Number(other === next) - Number(one === next));
  return html`<section class="actions">
    <h2>${say(words.actions)}</h2>
    ${nextFirst.map((name) =>
      isOneTap(order, name)
        ? commandForm(asking, name, false)
        : html`<details id="do-${name}" class="${grave.has(name) ? 'grave' : ''}" ${name === next ? html`open` : ''}>
            <summary>${say(commandTitles[name])}</summary>
            ${commandForm(asking, name, name === next)}
          </details>`,
    )}
  </section>`;
}
