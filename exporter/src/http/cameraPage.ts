import { pictureFaults, pictureModeIds, pictureModes } from '@roundsman/contract/pictureFaults.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import { shownFaults, type CameraReport } from '../camera/report.ts';
import { bitRate } from '../camera/lookText.ts';
import { stateWords, words } from '../camera/wording.ts';
import { visitsToLearn } from '../picture/reference.ts';
import { html } from './html.ts';
import { wideTable } from './sendPage.ts';
import { sparkline } from './sparkline.ts';

const both = ({ en, zh }: LocalizedText): string => `${html(en)} ${html(zh)}`;
const time = (at: number): string => `<time>${new Date(at).toISOString()}</time>`;

/** How a camera sees, as the body of a page. */
export function cameraPage(report: CameraReport): string {
  const id = encodeURIComponent(report.camera);
  return `<p><a href="../">Devices 设备</a> · ${both(words.site)} ${html(report.site)} · <a href="${id}?format=json">JSON</a></p>
<h2>${both(words.stream)}</h2>
${streams(report)}
<h2>${both(words.picture)}</h2>
${pictures(report, id)}
${
  report.verdicts.length === 0
    ? ''
    : wideTable(
        headings,
        report.verdicts.map((verdict) => row(verdict, id)),
      )
}
<h2>${both(words.reference)}</h2>
${references(report, id)}`;
}

function streams({ visit, streams: all }: CameraReport): string {
  const last = visit
    ? `<p>${both(words.visited)}: ${time(visit.at)} <span class="${visit.outcome === 'success' ? 'good' : 'failed'}">${html(visit.outcome)}</span></p>`
    : `<p>${both(words.notVisited)}</p>`;
  if (all.length === 0) return last;
  const { watched, codec, size, frames, bits, lost, jitter, keyFrames } = words;
  const names = [words.stream, watched, codec, size, frames, bits, lost, jitter, keyFrames].map(
    ({ en, zh }) => `${en} ${zh}`,
  );
  const rows = all.map((stream) => {
    const cells = [
      html(stream.stream),
      time(stream.at),
      html(stream.codec),
      stream.width === '' ? '' : `${html(stream.width)}×${html(stream.height)}`,
      stream.framesPerSecond?.toFixed(1),
      stream.bitsPerSecond === undefined ? '' : bitRate(stream.bitsPerSecond),
      stream.packetsLost,
      stream.jitterSeconds === undefined ? '' : `${(stream.jitterSeconds * 1000).toFixed(1)} ms`,
      stream.keyFrameSeconds === undefined ? '' : `${stream.keyFrameSeconds.toFixed(1)} s`,
    ];
    return `<tr>${cells.map((cell) => `<td>${cell ?? ''}</td>`).join('')}</tr>`;
  });
  return `${last}\n${wideTable(names, rows)}`;
}

function pictures(report: CameraReport, id: string): string {
  if (!report.judges) return `<p>${both(words.judgesNone)}</p>`;
  const { judgedAt, mode } = report;
  if (judgedAt === undefined) return `<p>${both(words.notJudged)}</p>`;
  const photos = [
    figure(`${id}/picture.jpg`, { en: 'The last picture', zh: '最近画面' }),
    ...shownFaults(report).map((fault) => figure(`${id}/evidence/${fault}.jpg`, pictureFaults[fault])),
  ];
  const seen = mode === undefined ? '' : ` · ${both(words.mode)} ${both(pictureModes[mode])}`;
  return `<p>${both(words.judged)} ${time(judgedAt)}${seen}</p>\n<div class="photos">${photos.join('')}</div>`;
}

const figure = (address: string, text: LocalizedText, more = ''): string =>
  `<figure><a href="${address}"><img src="${address}" alt="${both(text)}"></a><figcaption>${both(text)}${more}</figcaption></figure>`;

const { fault, state, score, threshold, lastDay } = words;
const headings = [fault, state, score, threshold, lastDay].map(({ en, zh }) => `${en} ${zh}`);

function row(verdict: CameraReport['verdicts'][number], id: string): string {
  const isShown = verdict.state === 'confirmed' || verdict.state === 'suspected';
  const name = both(pictureFaults[verdict.fault]);
  const linked = isShown ? `<a href="${id}/evidence/${verdict.fault}.jpg">${name}</a>` : name;
  return (
    `<tr><td>${linked}</td><td class="${isShown ? 'failed' : 'good'}">${both(stateWords[verdict.state])}</td>` +
    `<td>${verdict.score?.toFixed(2) ?? ''}</td><td>${verdict.threshold.toFixed(2)}</td><td>${sparkline(verdict.history, verdict.threshold)}</td></tr>`
  );
}

function references({ references: learnt, judges }: CameraReport, id: string): string {
  if (!judges) return `<p>${both(words.judgesNone)}</p>`;
  const drawn = pictureModeIds.flatMap((mode) => {
    const known = learnt[mode];
    if (!known) return [];
    const { learntAt, visits } = known;
    const state = visits < visitsToLearn ? `<br>${both(words.learning)} (${visits}/${visitsToLearn})` : '';
    const caption = `<br>${both(words.learnt)} ${time(learntAt)}<br>${both(words.visits)} ${visits}${state}`;
    return [figure(`${id}/reference/${mode}.svg`, pictureModes[mode], caption)];
  });
  const view = drawn.length === 0 ? `<p>${both(words.notLearnt)}</p>` : `<div class="photos">${drawn.join('')}</div>`;
  return `${view}
<form method="post" action="${id}/reference/reset"><button>Learn the view anew 重新学习场景</button></form>
<p>For a camera that was turned or replaced on purpose: its view is forgotten and learnt again, which takes about an hour.
适用于已按计划调整或更换的摄像机:清除已学习的场景并重新学习,约需一小时。</p>`;
}
