import { parseArgs } from 'node:util';
import { instant } from '@roundsman/contract/evidence.ts';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { RecordedCase } from '@roundsman/contract/recordedCase.ts';
import type { Scenario } from '@roundsman/contract/scenario.ts';
import { languages, type LocalizedText } from '@roundsman/contract/text.ts';
import { diagnose } from '../domain/diagnosis/diagnose.ts';
import { differences } from '../domain/recordedCase/differences.ts';
import { asInventory } from '../domain/recordedCase/partInQuestion.ts';
import { replay } from '../domain/recordedCase/replay.ts';
import { buildTopology } from '../domain/topology.ts';
import { EvidenceFileError, readEvidenceFile } from './diagnose/evidenceFile.ts';
import { evidenceOfScenario } from './diagnose/scenarioEvidence.ts';
import { verdictText } from './diagnose/verdictText.ts';

const usage = `Use: npm run diagnose -- FILE [--lang en|zh] [--json] [--at INSTANT]
用法：npm run diagnose -- 文件 [--lang en|zh] [--json] [--at 时刻]

Judges a recorded case (the file of an explanation, .json or .json.gz) anew and says whether the verdict is the recorded one; or a
scenario, at its last look. The exit status is 1 where the verdict differs, 2 where the file cannot be judged.
重新诊断一份诊断记录（诊断说明页下载的 .json 或 .json.gz 文件），并说明结论是否与记录一致；也可诊断场景文件（取最后一次查看时刻）。
结论不一致时退出状态为 1，文件无法诊断时为 2。

  --lang en|zh   language of the answer 输出语言 (LANG)
  --json         the answer as JSON 以 JSON 输出
  --at INSTANT   of a scenario: judge by what had arrived by then 场景文件：按该时刻已到达的依据诊断, 2026-05-04T03:05:00Z
`;

const words = {
  same: { en: 'The verdict is the recorded one, to the last digit.', zh: '结论与记录完全一致。' },
  differs: { en: 'The verdict is NOT the recorded one:', zh: '结论与记录不一致：' },
  none: {
    en: 'nothing of what the recorded verdict explains is explained now',
    zh: '记录结论所解释的现象现在没有任何解释',
  },
  numbers: {
    en: 'The diagnosis judges by other numbers now than it did then.',
    zh: '诊断参数已与记录时不同。',
  },
  fallback: {
    en: 'The diagnosis failed on this evidence then; the recorded verdict was made without it.',
    zh: '当时诊断程序在此依据上出错，记录的结论并非由诊断得出。',
  },
  healthy: { en: 'Nothing is bad: no verdict.', zh: '无异常：没有结论。' },
  truth: { en: 'What was truly wrong', zh: '真实故障' },
  hash: { en: 'SHA-256 (compare it with the record of the order)', zh: 'SHA-256（可与工单记录核对）' },
} satisfies Record<string, LocalizedText>;

interface Options {
  say: (text: LocalizedText) => string;
  json: boolean;
  at: string | undefined;
}

function optionsOf(values: { lang?: string; json?: boolean; at?: string }): Options {
  const lang = values.lang ?? (process.env['LANG']?.startsWith('zh') ? 'zh' : 'en');
  const language = languages.find((known) => known === lang);
  if (!language) throw new EvidenceFileError(`--lang: expected en or zh 应为 en 或 zh, got "${lang}"`);
  const at = values.at;
  if (at !== undefined && !instant.safeParse(at).success) {
    throw new EvidenceFileError(`--at: expected an instant in UTC 应为 UTC 时刻, 2026-05-04T03:05:00Z; got "${at}"`);
  }
  return { say: (text) => text[language], json: values.json ?? false, at };
}

/** Who pages through it may have seen enough before its end. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** @returns whether the verdict is the recorded one */
function judgeCase(recorded: RecordedCase, sha256: string, { say, json, at }: Options): boolean {
  if (at !== undefined) throw new EvidenceFileError('--at: a recorded case has one moment only 诊断记录只有一个时刻');
  const { verdicts, counterpart, same, sameParameters } = replay(recorded);
  const differing = counterpart ? differences(recorded.verdict, counterpart) : [words.none];
  if (json) {
    print(JSON.stringify({ id: recorded.id, sha256, same, sameParameters, differences: differing, verdicts }, null, 2));
    return same;
  }
  const topology = buildTopology(asInventory(recorded.inventory));
  print(`${recorded.id}  ${recorded.orders.map(({ number }) => number).join(', ')}  ${recorded.evidence.at}`);
  print(`${say(words.hash)}: ${sha256}\n`);
  printVerdicts(verdicts, (verdict) => verdictText(verdict, topology, say), say);
  if (recorded.madeBy === 'fallback') print(say(words.fallback));
  if (!sameParameters) print(say(words.numbers));
  if (same) print(say(words.same));
  else print([say(words.differs), ...differing.map((text) => `  ${say(text)}`)].join('\n'));
  return same;
}

function judgeScenario(scenario: Scenario, { say, json, at }: Options): void {
  const moment = at ?? scenario.looks.at(-1) ?? '';
  const topology = buildTopology(scenario.inventory);
  const verdicts = diagnose(topology, evidenceOfScenario(scenario, moment));
  if (json) {
    print(JSON.stringify({ at: moment, verdicts, faults: scenario.faults }, null, 2));
    return;
  }
  print(`${scenario.condition} ${String(scenario.seed)}  ${moment}\n`);
  printVerdicts(verdicts, (verdict) => verdictText(verdict, topology, say), say);
  print(`${say(words.truth)}:`);
  for (const { faultClass, faultPoint, party, from } of scenario.faults) {
    print(`  ${say(faultClasses[faultClass].name)}  ${faultPoint}  ${party ?? '-'}  ${from}`);
  }
}

function printVerdicts(verdicts: readonly Diagnosis[], text: (one: Diagnosis) => string, say: Options['say']): void {
  print(verdicts.length === 0 ? `${say(words.healthy)}\n` : `${verdicts.map(text).join('\n\n')}\n`);
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      lang: { type: 'string' },
      json: { type: 'boolean' },
      at: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [file, ...more] = positionals;
  if (values.help) process.stdout.write(usage);
  else if (file === undefined || more.length > 0) throw new EvidenceFileError(usage);
  else {
    const options = optionsOf(values);
    const found = await readEvidenceFile(file);
    if ('scenario' in found) judgeScenario(found.scenario, options);
    else if (!judgeCase(found.recorded, found.sha256, options)) process.exitCode = 1;
  }
} catch (error) {
  const text =
    error instanceof EvidenceFileError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text ?? ''}\n`);
  process.exitCode = 2;
}
