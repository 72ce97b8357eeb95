import type { Argument, Candidate } from '@roundsman/contract/evidence.ts';
import type { Explanation, PathRow } from '@roundsman/contract/explanation.ts';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import { bestArgumentsFirst, weightWords, type ArgumentList } from '../domain/explanation/weightWords.ts';
import { html, type Html, type Part } from './html.ts';
import type { Page } from './layout.ts';
import { notice } from './notice.ts';
import { countsText, pathDrawing, rowAbout, rowName, sign, standingNames } from './pathDrawing.ts';
import { likelihood, percent } from './probability.ts';
import type { Visit } from './visit.ts';

const words = {
  title: { en: 'Why this cause', zh: '诊断说明' },
  undetermined: { en: 'The evidence does not carry a verdict.', zh: '现有依据不足以定论。' },
  point: { en: 'Fault point', zh: '故障点' },
  answers: { en: 'Answers for it', zh: '责任单位' },
  nobody: { en: 'nobody in the inventory', zh: '台账未指定' },
  probability: { en: 'Probability', zh: '概率' },
  firstBad: { en: 'Bad since', zh: '异常始于' },
  judged: { en: 'Judged at', zh: '诊断时刻' },
  orders: { en: 'Work orders', zh: '工单' },
  affected: { en: 'Affected', zh: '受影响设备' },
  seen: { en: 'All that was looked at', zh: '涉及设备状态' },
  fallback: {
    en: 'The diagnosis failed on this evidence. The verdict was made without it, for a person to look at.',
    zh: '诊断程序在此依据上出错，结论未经诊断得出，请人工查看。',
  },
  check: { en: 'Check on site', zh: '现场检查' },
  power: { en: 'Power path', zh: '供电路径' },
  transmission: { en: 'Transmission path', zh: '传输路径' },
  asList: { en: 'The same as a list', zh: '以列表查看' },
  instead: { en: 'Why not something else', zh: '为何不是其他原因' },
  other: { en: 'Further candidates', zh: '其他候选原因' },
  only: {
    en: 'Nothing else explains what was seen with a probability worth naming.',
    zh: '没有其他概率值得列出的原因能解释观测结果。',
  },
  weighed: {
    en: 'How strongly something speaks is said in comparison: of the first cause with the second, of every other with the first.',
    zh: '支持与反对的程度均为比较所得：首个原因与第二个相比，其余原因与首个相比。',
  },
  for: { en: 'For', zh: '支持' },
  against: { en: 'Against', zh: '反对' },
  readings: { en: 'All readings', zh: '全部读数' },
  left: { en: 'more in the file', zh: '条见文件' },
  file: { en: 'Evidence file', zh: '依据文件' },
  download: { en: 'Download the case', zh: '下载诊断记录' },
  replay: {
    en: 'judges it again, offline, and says whether the verdict is the same. The hash is in the chained record of the order.',
    zh: '可离线重新诊断并核对结论是否一致。哈希值已写入工单的链式记录。',
  },
  parameters: { en: 'Parameters', zh: '诊断参数' },
};

/** Why this cause and not that one, for whoever argues about it. */
export function diagnosisPage(visit: Visit, explained: Explanation): Page {
  const { say } = visit;
  const { verdict } = explained;
  const names = new Map(explained.elements.map(({ id, name }) => [id, say(name)]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const [best, ...rivals] = verdict.candidates;
  const open = verdict.faultClass === 'undetermined';
  const heading = say(faultClasses[verdict.faultClass].name);
  return {
    title: `${say(words.title)}${colon(visit)}${heading}`,
    body: html`<article class="diagnosis">
      <header>
        <p class="chips">
          ${explained.orders.map((order) => html`<a href="/field/orders/${order.id}">${order.number}</a>`)}
        </p>
        <h1>${open ? say(words.undetermined) : `${heading}${colon(visit)}${nameOf(verdict.faultPoint)}`}</h1>
      </header>
      ${explained.madeBy === 'fallback' && notice('warn', say(words.fallback))} ${facts(visit, explained, nameOf)}
      ${
        best &&
        html`<section>
          <h2>${say(words.check)}</h2>
          <p>${say(best.check)}</p>
        </section>`
      }
      <div class="side-by-side">
        ${path(visit, words.power, explained.power, nameOf)}
        ${path(visit, words.transmission, explained.transmission, nameOf)}
      </div>
      ${legend(visit)} ${best && comparison(visit, explained, best, rivals, nameOf)} ${readings(visit, explained)}
      ${file(visit, explained)}
    </article>`,
  };
}

const colon = ({ language }: Visit): string => (language === 'zh' ? '：' : ': ');

const fact = (name: string, value: Part): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

const place = (nameOf: (id: string) => string, id: string): Html =>
  nameOf(id) === id ? html`<code>${id}</code>` : html`${nameOf(id)} <code>${id}</code>`;

function partyOf({ say }: Visit, { parties }: Explanation, id: string | null): string {
  const known = parties.find((party) => party.id === id);
  return known ? say(known.name) : (id ?? say(words.nobody));
}

function facts(visit: Visit, explained: Explanation, nameOf: (id: string) => string): Html {
  const { say } = visit;
  const { verdict, counts, firstBadAt, judgedAt } = explained;
  const time = (at: string) => html`<time datetime="${at}">${visit.exactTime(at, 'with zone')}</time>`;
  return html`<section>
    <dl>
      ${fact(say(words.point), place(nameOf, verdict.faultPoint))}
      ${fact(say(words.answers), partyOf(visit, explained, verdict.party))}
      ${fact(say(words.probability), `${percent(verdict.probability)} · ${say(likelihood(verdict.probability))}`)}
      ${fact(say(words.affected), verdict.affected.length)} ${firstBadAt && fact(say(words.firstBad), time(firstBadAt))}
      ${fact(say(words.judged), time(judgedAt))} ${fact(say(words.seen), countsText(visit, counts))}
    </dl>
  </section>`;
}

function path(
  visit: Visit,
  title: LocalizedText,
  rows: readonly PathRow[],
  nameOf: (id: string) => string,
): Html | null {
  const { say } = visit;
  if (rows.length === 0) return null;
  return html`<section>
    <h2>${say(title)}</h2>
    ${pathDrawing(visit, rows, nameOf, say(title))}
    <details>
      <summary>${say(words.asList)}</summary>
      <ul class="plain">
        ${rows.map(
          (row) =>
            html`<li>
              <strong>${rowName(visit, row, nameOf)}</strong> ${rowAbout(visit, row, nameOf)}<br /><code
                >${row.elements.join(' ')}${row.count > row.elements.length && ' …'}</code
              >
            </li>`,
        )}
      </ul>
    </details>
  </section>`;
}

const legend = ({ say }: Visit): Html =>
  html`<p class="legend">
    ${(['dead', 'impaired', 'alive', 'unknown'] as const).map(
      (standing) =>
        html`<span
          ><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${sign(standing, 8, 8)}</svg>
          ${say(standingNames[standing])}</span
        >`,
    )}
  </p>`;

/** The best beside its runner-up; the others below. */
function comparison(
  visit: Visit,
  explained: Explanation,
  best: Candidate,
  rivals: readonly Candidate[],
  nameOf: (id: string) => string,
): Html {
  const { say } = visit;
  const [runnerUp, ...others] = rivals;
  const box = (candidate: Candidate) => candidateBox(visit, explained, candidate, nameOf);
  return html`<section>
    <h2>${say(words.instead)}</h2>
    ${runnerUp ? odds(visit, best, runnerUp, nameOf) : html`<p>${say(words.only)}</p>`}
    <div class="rivals">${box(best)} ${runnerUp && box(runnerUp)}</div>
    ${
      others.length > 0 &&
      html`<details>
        <summary>${say(words.other)} (${others.length})</summary>
        <div class="rivals">${others.map(box)}</div>
      </details>`
    }
  </section>`;
}

function odds({ say, language }: Visit, best: Candidate, runnerUp: Candidate, nameOf: (id: string) => string): Html {
  const ratio = best.probability / Math.max(runnerUp.probability, 1e-4);
  const times = ratio >= 10 ? String(Math.round(ratio)) : ratio.toFixed(1);
  const [one = '', other = ''] = [best, runnerUp].map(({ faultClass, faultPoint }) => {
    const what = say(faultClasses[faultClass].name);
    return language === 'zh' ? `“${what}”（${nameOf(faultPoint)}）` : `“${what}” (${nameOf(faultPoint)})`;
  });
  return html`<p>
      ${language === 'zh' ? `${one}的可能性是${other}的 ${times} 倍。` : `${one} is ${times} times as probable as ${other}.`}
    </p>
    <p class="hint">${say(words.weighed)}</p>`;
}

function candidateBox(
  visit: Visit,
  explained: Explanation,
  candidate: Candidate,
  nameOf: (id: string) => string,
): Html {
  const { say } = visit;
  const hasRival = explained.verdict.candidates.length > 1;
  return html`<div class="rival">
    <h3>
      ${say(faultClasses[candidate.faultClass].name)} <span class="faint">${percent(candidate.probability)}</span>
    </h3>
    <p>${place(nameOf, candidate.faultPoint)} · ${partyOf(visit, explained, candidate.party)}</p>
    ${argumentList(visit, words.for, { side: 'for', hasRival }, candidate.for)}
    ${argumentList(visit, words.against, { side: 'against', hasRival }, candidate.against)}
    <p class="check"><strong>${say(words.check)}${colon(visit)}</strong>${say(candidate.check)}</p>
  </div>`;
}

function argumentList(
  { say }: Visit,
  title: LocalizedText,
  where: ArgumentList,
  list: readonly Argument[],
): Html | null {
  if (list.length === 0) return null;
  const shown = where.side === 'for' ? bestArgumentsFirst(list) : list;
  return html`<h4>${say(title)}</h4>
    <ul class="arguments ${where.side}">
      ${shown.map(
        ({ text, weight }) => html`<li>${say(text)} <span class="faint">${say(weightWords(weight, where))}</span></li>`,
      )}
    </ul>`;
}

function readings(visit: Visit, { readings, readingsLeftOut }: Explanation): Html {
  const { say } = visit;
  return html`<section>
    <details>
      <summary>${say(words.readings)} (${readings.length + readingsLeftOut})</summary>
      <ul class="plain readings">
        ${readings.map(
          ({ value, text, at }) =>
            html`<li class="${value ? 'good' : 'bad'}">
              <time datetime="${at}">${visit.exactTime(at)}</time> ${value ? '+' : '–'} ${say(text)}
            </li>`,
        )}
      </ul>
      ${readingsLeftOut > 0 && html`<p class="faint">${readingsLeftOut} ${say(words.left)}</p>`}
    </details>
  </section>`;
}

function file(visit: Visit, { id, sha256, parameters }: Explanation): Html {
  const { say } = visit;
  return html`<section>
    <h2>${say(words.file)}</h2>
    <p><code>npm run diagnose -- roundsman-${id}.json.gz</code> ${say(words.replay)}</p>
    <p class="faint">SHA-256 <code>${sha256}</code><br />${say(words.parameters)} <code>${parameters}</code></p>
    <a class="button quiet" href="/api/v1/diagnosis/${id}/case">${say(words.download)}</a>
  </section>`;
}
