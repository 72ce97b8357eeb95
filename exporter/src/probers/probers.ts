import type { AllowedNetworks } from '../allowedNetworks.ts';
import type { Config } from '../config.ts';
import type { CredentialStore } from '../credentials.ts';
import { deviceModules } from '../modules/registry.ts';
import { meterProber } from '../power/modbus/prober.ts';
import { nutProber } from '../power/nut/prober.ts';
import type { Probers } from '../probe/prober.ts';
import type { FpingBatches } from '../reach/fping.ts';
import { httpProber } from '../reach/http.ts';
import { pingProber } from '../reach/ping.ts';
import { reachModule } from '../reach/reachModule.ts';
import { tcpProber } from '../reach/tcp.ts';
import { CameraBackoff } from '../rtsp/backoff.ts';
import type { SnmpTransport } from '../snmp/agent.ts';
import type { PortNames } from '../traps/portNames.ts';
import { deviceProber } from './device.ts';
import { groupProber } from './group.ts';
import { reachProber } from './reach.ts';
import { rtspProber } from './rtsp.ts';
import { snmpReader } from './snmp.ts';

export interface ProberParts {
  settings: Config['probes'];
  transport: SnmpTransport;
  credentials: CredentialStore;
  allowed: AllowedNetworks;
  fping: FpingBatches;
  /** Learns what interfaces are called, for who hears of them by number. */
  ports?: PortNames | undefined;
}

/** What asks the devices, by group of modules. */
export function createProbers({ settings, transport, credentials, allowed, fping, ports }: ProberParts): Probers {
  const read = snmpReader({ transport, credentials, allowed });
  return {
    snmp: groupProber([
      { modules: deviceModules.map(({ name }) => name), prober: deviceProber(read, ports) },
      { modules: ['nut'], prober: nutProber(credentials, allowed) },
      { modules: ['modbus_meter'], prober: meterProber(allowed) },
    ]),
    reach: groupProber([
      reachModule('ping', pingProber(fping, allowed)),
      reachModule('tcp', tcpProber(allowed)),
      reachModule('http', httpProber(allowed)),
      reachModule('reach', reachProber(allowed)),
    ]),
    rtsp: rtspProber({
      credentials,
      allowed,
      backoff: new CameraBackoff(),
      windowSeconds: settings.rtspWindowSeconds,
    }),
  };
}
