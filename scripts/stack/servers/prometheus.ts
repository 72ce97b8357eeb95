import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { scaleRules } from '../alertingRules.ts';
import { scaleDuration } from '../duration.ts';
import { answers } from '../health.ts';
import { prometheusConfig } from '../prometheusConfig.ts';
import { requireProgram } from '../requireProgram.ts';
import type { StackContext } from '../stackContext.ts';
import { root } from '../stackFolder.ts';
import { StackProcess } from '../stackProcess.ts';

const provisioned = path.join(root, 'provisioning/prometheus');

export function prometheus({ folder, ports, urls, secrets, profile }: StackContext): StackProcess {
  const at = (port: number): string => `127.0.0.1:${port}`;
  const rules = path.join(folder.path, 'config/rules');
  rmSync(rules, { recursive: true, force: true }); // A rule that was withdrawn must not stay in force.
  mkdirSync(rules, { recursive: true });
  for (const file of readdirSync(path.join(provisioned, 'rules'))) {
    folder.write(
      `rules/${file}`,
      scaleRules(readFileSync(path.join(provisioned, 'rules', file), 'utf8'), profile.timeScale),
    );
  }
  const config = folder.write(
    'prometheus.yml',
    prometheusConfig(readFileSync(path.join(provisioned, 'prometheus.yml'), 'utf8'), {
      exporter: at(ports.exporter),
      ticketing: at(ports.ticketing),
      prometheus: at(ports.prometheus),
      alertmanager: at(ports.alertmanager),
      rules: path.join(rules, '*.yml'),
      metricsTokenFile: secrets.file('metrics.token'),
      timeScale: profile.timeScale,
    }),
  );
  return new StackProcess({
    name: 'prometheus',
    command: [
      requireProgram('prometheus'),
      `--config.file=${config}`,
      `--storage.tsdb.path=${folder.folder('prometheus')}`,
      '--storage.tsdb.retention.time=90d',
      `--rules.alert.resend-delay=${scaleDuration('1m', profile.timeScale)}`,
      `--web.listen-address=${at(ports.prometheus)}`,
    ],
    folder: folder.path,
    logFile: folder.log('prometheus'),
    health: answers(`${urls.prometheus}/-/ready`),
  });
}
