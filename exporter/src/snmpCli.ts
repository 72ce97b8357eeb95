import { parseArgs } from 'node:util';
import { loadInventory } from '@roundsman/contract/inventory/load.ts';
import { probeGroups } from '@roundsman/contract/vocabulary.ts';
import { AllowedNetworks } from './allowedNetworks.ts';
import { loadConfig } from './config.ts';
import { CredentialStore } from './credentials.ts';
import { errorText } from './errorText.ts';
import { explained } from './probe/explained.ts';
import { ProbeRunner } from './probe/runner.ts';
import { AlarmBook } from './carrier/alarmBook.ts';
import { createProbers } from './probers/probers.ts';
import { FpingBatches } from './reach/fping.ts';
import { AgentTurns } from './snmp/agentTurns.ts';
import { StreamBook } from './rtsp/streamBook.ts';
import { SnmpSocket } from './snmp/socket.ts';
import { Engines } from './snmp/usm/engines.ts';
import { targetsOf } from './targets.ts';
import { CaptureBook } from './capture/captureBook.ts';
import { CaptureHistory } from './capture/captureHistory.ts';
import { PortNames } from './traps/portNames.ts';
import { NotificationState } from './traps/state.ts';
import { readText } from './textFile.ts';
import { TopologyBook } from './topology/topologyBook.ts';
import { FileError } from './yamlFile.ts';

const usage = `Use: npm run snmp -- DEVICE [--config FILE] [--module GROUP]
用法:npm run snmp -- 设备编号 [--config 配置文件] [--module 模块组]

Asks one device of the inventory now and prints every request with its time, every object with its values, what each became, and
what Prometheus would get. The exit status is 1 if the device fails. 立即询问一台设备,打印每次请求及耗时、每个对象的取值、
由其得出的指标,以及 Prometheus 将得到的内容;设备失败时退出状态为 1。

  --config FILE    configuration of the exporter (.roundsman/config/exporter.yml, which npm start writes)
  --module GROUP   ${probeGroups.join(', ')} (snmp)
`;

const silent = { started: () => undefined, finished: () => undefined };

/** @returns whether the device answered @throws FileError, InventoryError, TargetError */
async function ask(configFile: string, id: string, groupName: string): Promise<boolean> {
  const config = loadConfig(configFile);
  const group = probeGroups.find((known) => known === groupName);
  if (!group) throw new FileError([`--module: expected one of ${probeGroups.join(', ')}, got "${groupName}"`]);
  const allowed = new AllowedNetworks(config.allowedNetworks);
  const inventory = await loadInventory(config.inventory);
  const target = targetsOf(inventory, allowed).get(id);
  if (!target) throw new FileError([`the inventory has no probed device "${id}" 台账中没有被探测的设备 "${id}"`]);
  const warn = (message: string): void => void process.stderr.write(`${message}\n`);
  const credentials = new CredentialStore(config.credentialsFile, warn);
  const socket = await SnmpSocket.open((reason) => warn(`an SNMP message was thrown away: ${reason}`));
  const fping = new FpingBatches(config.probes.ping, warn);
  try {
    const transport = { socket, engines: new Engines(), turns: new AgentTurns() };
    const topology = new TopologyBook(Date.now);
    topology.follow(inventory);
    const probers = createProbers({
      settings: config.probes,
      transport,
      credentials,
      allowed,
      fping,
      topology,
      captures: new CaptureBook(new CaptureHistory(undefined, () => undefined)),
      captureFolder: undefined,
      streams: new StreamBook(config.probes.rtspMainEverySeconds),
      rtspAuthorities: readText(config.probes.rtspAuthorityFile),
      notifications: new NotificationState(Infinity, new PortNames()),
      alarms: new AlarmBook(),
    });
    const report = await new ProbeRunner(probers, config.probes, silent).explain(target, group, Infinity);
    process.stdout.write(explained(id, group, report));
    return report.success;
  } finally {
    socket.close();
    fping.close();
  }
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      module: { type: 'string', default: 'snmp' },
      help: { type: 'boolean', default: false },
    },
  });
  const [device, ...more] = positionals;
  if (values.help) process.stdout.write(usage);
  else if (device === undefined || values.config === undefined || more.length > 0) throw new FileError([usage]);
  else if (!(await ask(values.config, device, values.module))) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${errorText(error, usage)}\n`);
  process.exitCode = 1;
}
