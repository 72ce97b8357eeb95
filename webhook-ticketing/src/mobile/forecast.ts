import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import { html, type Html } from './html.ts';
import type { Visit } from './visit.ts';

const words = {
  title: { en: 'What is foreseen', zh: '预测' },
  nothingBroken: { en: 'Nothing is broken yet.', zh: '设备目前尚未故障。' },
  becomes: { en: 'Becomes', zh: '将发展为' },
  early: { en: 'At the earliest (10\u00a0%)', zh: '最早（10%）' },
  middle: { en: 'Expected', zh: '预计' },
  late: { en: 'At the latest (90\u00a0%)', zh: '最晚（90%）' },
  open: { en: 'perhaps never', zh: '也可能不会发生' },
  answers: { en: 'Answers for it', zh: '责任单位' },
  check: { en: 'Check on site', zh: '现场检查' },
};

/** Of a preventive order: where the measurements lead, by when and how sure that is, and what to look at. */
export function forecastSection({ say, date }: Visit, { forecast, party }: WorkOrder): Html | null {
  if (!forecast) return null;
  const { expected } = forecast;
  const fact = (name: string, value: string | Html) =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  const day = (instant: string) => html`<time datetime="${instant}">${date(instant)}</time>`;
  return html`<section>
    <h2>${say(words.title)}</h2>
    <p class="verdict"><strong>${say(words.nothingBroken)}</strong></p>
    <p>${say(forecast.text)}</p>
    <dl>
      ${
        expected && [
          fact(say(words.early), day(expected.early)),
          fact(say(words.middle), day(expected.middle)),
          fact(say(words.late), expected.late === null ? say(words.open) : day(expected.late)),
        ]
      }
      ${fact(say(words.becomes), say(faultClasses[forecast.faultClass].name))}
      ${party && fact(say(words.answers), say(party.name))}
    </dl>
    <h3>${say(words.check)}</h3>
    <p>${say(forecast.check)}</p>
  </section>`;
}
