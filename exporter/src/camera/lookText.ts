import { pictureFaults, pictureModeIds, pictureModes } from '@roundsman/contract/pictureFaults.ts';
import type { Language, LocalizedText } from '@roundsman/contract/text.ts';
import type { CameraReport } from './report.ts';
import { stateWords, words } from './wording.ts';

export const bitRate = (bitsPerSecond: number): string =>
  bitsPerSecond >= 1e6 ? `${(bitsPerSecond / 1e6).toFixed(2)} Mbit/s` : `${Math.round(bitsPerSecond / 1000)} kbit/s`;

const time = (at: number): string => new Date(at).toISOString();

/** How a camera sees, as lines for a terminal. What is wrong comes first. */
export function lookText(report: CameraReport, language: Language): string {
  const say = (text: LocalizedText): string => text[language];
  const lines = [`${say(words.camera)} ${report.camera}, ${say(words.site)} ${report.site}`];
  const { visit, judgedAt, mode } = report;
  lines.push(visit ? `${say(words.visited)}: ${time(visit.at)} ${visit.outcome}` : say(words.notVisited));
  for (const stream of report.streams) {
    const figures = [
      `${stream.codec} ${stream.width}x${stream.height}`,
      stream.framesPerSecond !== undefined && `${say(words.frames)} ${stream.framesPerSecond.toFixed(1)}`,
      stream.bitsPerSecond !== undefined && bitRate(stream.bitsPerSecond),
      stream.packetsLost !== undefined && `${say(words.lost)} ${stream.packetsLost}`,
    ];
    lines.push(`${say(words.stream)} ${stream.stream}: ${figures.filter((figure) => figure !== false).join(', ')}`);
  }
  if (!report.judges) lines.push(say(words.judgesNone));
  else if (judgedAt === undefined) lines.push(say(words.notJudged));
  else
    lines.push(
      `${say(words.judged)} ${time(judgedAt)}${mode ? `, ${say(words.mode)} ${say(pictureModes[mode])}` : ''}`,
    );
  const sorted = report.verdicts.toSorted((a, b) => rank[a.state] - rank[b.state]);
  for (const { fault, state, score, threshold } of sorted) {
    const strength = score === undefined ? '' : `  ${score.toFixed(2)} / ${threshold.toFixed(2)}`;
    lines.push(`  ${say(stateWords[state])}  ${say(pictureFaults[fault])}${strength}`);
  }
  for (const seen of pictureModeIds) {
    const learnt = report.references[seen];
    if (!learnt) continue;
    const from = `${say(words.learnt)} ${time(learnt.learntAt)}, ${say(words.visits)} ${learnt.visits}`;
    lines.push(`${say(words.reference)}, ${say(pictureModes[seen])}: ${from}`);
  }
  return `${lines.join('\n')}\n`;
}

const rank = { confirmed: 0, suspected: 1, clear: 2, unknown: 3 } as const;
