import { type Tracking, trackingSteps } from '@roundsman/contract/faultReport.ts';
import { trackingStepNames } from '@roundsman/contract/names.ts';
import { html, type Html } from './html.ts';
import type { Page } from './layout.ts';
import { notice } from './notice.ts';
import type { Visit } from './visit.ts';

const words = {
  title: { en: 'Your report', zh: '报修进度' },
  thanks: { en: 'Thank you, we have it', zh: '感谢您的报修，已受理' },
  keep: {
    en: 'Keep this page: its address is your tracking link. On the phone, give the number.',
    zh: '请收藏本页，网址即查询链接；电话咨询时请报受理编号。',
  },
  known: {
    en: 'This fault is known already and being worked on; your report was added to it.',
    zh: '该故障已在处理中，您的报修已并入。',
  },
  number: { en: 'Number', zh: '受理编号' },
  received: { en: 'Received', zh: '受理时间' },
  progress: { en: 'Progress', zh: '处理进度' },
  now: { en: 'now', zh: '当前' },
  outcome: { en: 'Outcome', zh: '处理结果' },
  refresh: { en: 'Refresh', zh: '刷新' },
  question: { en: 'Questions? Call', zh: '如有疑问，请拨打' },
};

function steps(visit: Visit, { step, history }: Tracking): Html {
  const { say } = visit;
  const reached = trackingSteps.indexOf(step);
  return html`<ol class="steps">
    ${trackingSteps.map((name, index) => {
      const at = history.findLast((entry) => entry.step === name)?.at;
      const standing = index < reached ? 'past' : index === reached ? 'current' : 'ahead';
      return html`<li class="${standing}" ${standing === 'current' ? html`aria-current="step"` : ''}>
        <span>${say(trackingStepNames[name])}</span>
        ${index <= reached && at && html`<time datetime="${at}">${visit.time(at)}</time>`}
      </li>`;
    })}
  </ol>`;
}

/** How a report stands: the step, the outcome, the hotline; nothing of who, which device or why. `fresh`: just sent. */
export function trackingPage(visit: Visit, tracking: Tracking, fresh: 'new' | 'joined' | null, path: string): Page {
  const { say } = visit;
  return {
    title: `${say(words.title)} ${tracking.number}`,
    body: html`<div class="narrow">
      ${
        fresh &&
        notice('good', say(words.thanks), [
          fresh === 'joined' ? html`<p>${say(words.known)}</p>` : '',
          html`<p>${say(words.keep)}</p>`,
        ])
      }
      <h1>${say(words.title)}</h1>
      <p class="report-number"><span class="label">${say(words.number)}</span> <strong>${tracking.number}</strong></p>
      <p class="faint">${say(words.received)} ${visit.time(tracking.receivedAt)}</p>
      ${
        tracking.outcome &&
        html`<section class="outcome">
          <h2>${say(words.outcome)}</h2>
          <p>${say(tracking.outcome)}</p>
        </section>`
      }
      <h2>${say(words.progress)}</h2>
      ${steps(visit, tracking)}
      <a class="button quiet" href="${path}">${say(words.refresh)}</a>
      <aside class="hotline">
        <span>${say(words.question)}</span>
        <a href="tel:${tracking.hotline.replaceAll(/[^+0-9]/g, '')}">${tracking.hotline}</a>
      </aside>
    </div>`,
  };
}
