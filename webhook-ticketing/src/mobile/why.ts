import type { Argument, Candidate } from '@roundsman/contract/evidence.ts';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import type { InventoryReader } from '../adapters/http/httpDependencies.ts';
import { bestArgumentsFirst } from '../domain/explanation/weightWords.ts';
import { elementName } from './elementName.ts';
import { html, type Html } from './html.ts';
import { likelihood, percent } from './probability.ts';
import type { Visit } from './visit.ts';

const words = {
  title: { en: 'Why', zh: '原因' },
  for: { en: 'What speaks for it', zh: '支持依据' },
  against: { en: 'What speaks against it', zh: '反对依据' },
  check: { en: 'Check on site', zh: '现场检查' },
  checkThere: { en: 'Check on site: ', zh: '现场检查：' },
  repair: { en: 'What repairs it', zh: '处置建议' },
  explained: { en: 'What it was concluded from', zh: '查看诊断依据' },
  others: { en: 'Other possible causes', zh: '其他可能原因' },
  answers: { en: 'Answers for it', zh: '责任单位' },
  undetermined: {
    en: 'The evidence does not carry a verdict; these are the possible causes.',
    zh: '现有依据不足以定论，以下为可能原因。',
  },
};

function argumentList(
  { say }: Visit,
  title: LocalizedText,
  kind: 'for' | 'against',
  list: readonly Argument[],
): Html | null {
  if (list.length === 0) return null;
  const strongestFirst = kind === 'for' ? bestArgumentsFirst(list) : list;
  return html`<h3>${say(title)}</h3>
    <ul class="arguments ${kind}">
      ${strongestFirst.map((argument) => html`<li>${say(argument.text)}</li>`)}
    </ul>`;
}

function otherCauses(visit: Visit, inventory: InventoryReader, candidates: readonly Candidate[]): Html | null {
  const { say } = visit;
  if (candidates.length === 0) return null;
  return html`<details>
    <summary>${say(words.others)} (${candidates.length})</summary>
    <ul class="causes">
      ${candidates.map(
        (candidate) =>
          html`<li>
            <strong>${say(faultClasses[candidate.faultClass].name)}</strong>
            <span class="faint">${percent(candidate.probability)}</span><br />
            ${elementName(visit, inventory, candidate.faultPoint)}<br />
            ${say(words.checkThere)}${say(candidate.check)}
          </li>`,
      )}
    </ul>
  </details>`;
}

/** The verdict in words: the cause, what speaks for and against it, what to check, what repairs it, what else it could be. */
export function whySection(visit: Visit, order: WorkOrder, inventory: InventoryReader): Html | null {
  const { say } = visit;
  const { diagnosis } = order;
  if (!diagnosis) return null;
  const open = diagnosis.faultClass === 'undetermined';
  const [best, ...rest] = diagnosis.candidates;
  const party = order.party ?? (diagnosis.party ? inventory.party(diagnosis.party) : undefined);
  const { name, remedy } = faultClasses[diagnosis.faultClass];
  const verdict = open
    ? html`<p>${say(words.undetermined)}</p>`
    : html`<p class="verdict">
        <strong>${say(name)}</strong>
        <span>${say(likelihood(diagnosis.probability))} · ${percent(diagnosis.probability)}</span>
      </p>`;
  return html`<section>
    <h2>${say(words.title)}</h2>
    ${verdict}
    ${
      party &&
      html`<dl>
        <div>
          <dt>${say(words.answers)}</dt>
          <dd>${say(party.name)}</dd>
        </div>
      </dl>`
    }
    ${
      best &&
      !open && [
        argumentList(visit, words.for, 'for', best.for),
        argumentList(visit, words.against, 'against', best.against),
        html`<h3>${say(words.check)}</h3>
          <p>${say(best.check)}</p>`,
      ]
    }
    <h3>${say(words.repair)}</h3>
    <p>${say(remedy)}</p>
    ${otherCauses(visit, inventory, open ? diagnosis.candidates : rest)}
    ${order.explanation && html`<a class="button quiet" href="/diagnosis/${order.explanation.id}">${say(words.explained)}</a>`}
  </section>`;
}
