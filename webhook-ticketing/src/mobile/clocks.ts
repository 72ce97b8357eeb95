import { clockStateNames, clockTitles } from '@roundsman/contract/names.ts';
import type { SlaClock } from '@roundsman/contract/workOrder.ts';
import { html, type Html } from './html.ts';
import { duration } from './times.ts';
import type { Visit } from './visit.ts';

const words = {
  left: { en: 'left', zh: '剩余' },
  overdue: { en: 'overdue by', zh: '已超时' },
  by: { en: 'by', zh: '截止' },
  title: { en: 'Clocks', zh: '时限' },
  clock: { en: 'Clock', zh: '时限' },
  due: { en: 'Due', zh: '截止' },
  state: { en: 'State', zh: '状态' },
};

/** Less than a quarter of the budget left is `near`. */
export function urgency(clock: SlaClock, now: Date): 'calm' | 'near' | 'over' {
  if (clock.dueAt === null) return 'calm';
  const left = (Date.parse(clock.dueAt) - now.getTime()) / 1000;
  if (left <= 0) return 'over';
  return left < clock.budgetSeconds / 4 ? 'near' : 'calm';
}

/** `1 h 24 min left`; the script of the page goes on counting it. */
export function countdown(visit: Visit, dueAt: string): Html {
  const { language, say, now } = visit;
  const left = (Date.parse(dueAt) - now.getTime()) / 1000;
  const text =
    left > 0
      ? language === 'en'
        ? `${duration(left, language)} ${say(words.left)}`
        : `${say(words.left)} ${duration(left, language)}`
      : `${say(words.overdue)} ${duration(-left, language)}`;
  return html`<time
    datetime="${dueAt}"
    data-due
    data-left="${language === 'en' ? '{} left' : '剩余 {}'}"
    data-over="${say(words.overdue)} {}"
    >${text}</time
  >`;
}

/** The clock that runs out next, large. */
export function nextDeadline(visit: Visit, clock: SlaClock): Html {
  const { say } = visit;
  const due =
    clock.dueAt &&
    html`<span class="left">${countdown(visit, clock.dueAt)}</span>
      <span class="due">${say(words.by)} ${visit.time(clock.dueAt)}</span>`;
  return html`<div class="deadline ${urgency(clock, visit.now)}">
    <span class="what">${say(clockTitles[clock.name])}</span> ${due}
  </div>`;
}

/** All clocks of an order that were asked of it. */
export function clockTable(visit: Visit, clocks: readonly SlaClock[]): Html {
  const { say, language } = visit;
  const asked = clocks.filter((clock) => clock.state !== 'not_applicable');
  const row = (clock: SlaClock) =>
    html`<tr>
      <th scope="row">${say(clockTitles[clock.name])}</th>
      <td>${clock.dueAt === null ? '–' : visit.time(clock.dueAt)}</td>
      <td>
        <span class="state ${clock.state}">${say(clockStateNames[clock.state])}</span>
        ${clock.metAt !== null && html`<span class="faint">${duration(clock.elapsedSeconds, language)}</span>`}
      </td>
    </tr>`;
  return html`<section>
    <h2>${say(words.title)}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${say(words.clock)}</th>
          <th scope="col">${say(words.due)}</th>
          <th scope="col">${say(words.state)}</th>
        </tr>
      </thead>
      <tbody>
        ${asked.map(row)}
      </tbody>
    </table>
  </section>`;
}
