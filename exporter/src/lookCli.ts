import { parseArgs } from 'node:util';
import { languages } from '@roundsman/contract/text.ts';
import { cameraReport } from './camera/report.ts';
import { lookText } from './camera/lookText.ts';
import { loadConfig } from './config.ts';
import { formatEndpoint } from './deviceAddress.ts';
import { errorText } from './errorText.ts';
import { readText } from './textFile.ts';
import { FileError } from './yamlFile.ts';

const usage = `Use: npm run look -- CAMERA [--language en|zh] [--config FILE]
用法:npm run look -- 摄像机编号 [--language en|zh] [--config 配置文件]

Prints how a camera sees, as the running exporter knows it; the camera is not asked. The exit status is 1 if a fault of its picture
is confirmed. 打印运行中的探测器对摄像机画面的判定,不访问摄像机;已确认画面故障时退出状态为 1。

  --language en|zh  one language instead of both
  --config FILE     configuration of the exporter (.roundsman/config/exporter.yml, which npm start writes)
`;

const patienceMs = 10_000;

/** @returns whether no fault is confirmed @throws FileError */
async function look(configFile: string, camera: string, language: string | undefined): Promise<boolean> {
  const wanted = languages.filter((known) => language === undefined || known === language);
  if (wanted.length === 0) throw new FileError([`--language: expected one of ${languages.join(', ')}`]);
  const { listen, metricsTokenFile } = loadConfig(configFile);
  const token = readText(metricsTokenFile);
  // Who listens on all addresses is found on this machine.
  const host = listen.host === '0.0.0.0' ? '127.0.0.1' : listen.host === '::' ? '::1' : listen.host;
  const url = `http://${formatEndpoint(host, listen.port)}/camera/${encodeURIComponent(camera)}?format=json`;
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(patienceMs) }).catch(
    (error: unknown) => {
      throw new FileError([`the exporter does not answer at port ${listen.port} 探测器无应答: ${String(error)}`]);
    },
  );
  if (!answer.ok) throw new FileError([(await answer.text()).trim()]);
  const report = cameraReport.parse(await answer.json());
  process.stdout.write(wanted.map((each) => lookText(report, each)).join('\n'));
  return report.verdicts.every(({ state }) => state !== 'confirmed');
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      language: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [camera, ...more] = positionals;
  if (values.help) process.stdout.write(usage);
  else if (camera === undefined || values.config === undefined || more.length > 0) throw new FileError([usage]);
  else if (!(await look(values.config, camera, values.language))) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${errorText(error, usage)}\n`);
  process.exitCode = 1;
}
