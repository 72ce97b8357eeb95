import type { AllowedNetworks } from '../allowedNetworks.ts';
import type { AlarmBook } from '../carrier/alarmBook.ts';
import type { CaptureBook } from '../capture/captureBook.ts';
import { captureProber } from '../capture/prober.ts';
import { carrierProber } from '../carrier/prober.ts';
import { httpClockProber } from '../clock/httpClock.ts';
import type { Config } from '../config.ts';
import type { CredentialStore } from '../credentials.ts';
import { deviceModulesOf } from '../modules/registry.ts';
import { snmpBridgeHeardBy } from '../modules/snmpBridge.ts';
import { onvifProber } from '../onvif/prober.ts';
import { meterProber } from '../power/modbus/prober.ts';
import { nutProber } from '../power/nut/prober.ts';
import type { Probers } from '../probe/prober.ts';
import type { FpingBatches } from '../reach/fping.ts';
import { httpProber } from '../reach/http.ts';
import { pingProber } from '../reach/ping.ts';
import { reachModule } from '../reach/reachModule.ts';
import { tcpProber } from '../reach/tcp.ts';
import { httpRecordingProber } from '../recording/httpRecording.ts';
import { onvifRecordingProber } from '../recording/onvifRecording.ts';
import { CameraAccounts } from '../rtsp/accounts.ts';
import type { KeyFrameReceiver } from '../rtsp/keyFrame.ts';
import type { StreamBook } from '../rtsp/streamBook.ts';
import { UplinkBudget } from '../rtsp/uplinkBudget.ts';
import type { SnmpTransport } from '../snmp/agent.ts';
import { emitDifferences } from '../topology/emitDifferences.ts';
import type { TopologyBook } from '../topology/topologyBook.ts';
import type { PortNames } from '../traps/portNames.ts';
import type { NotificationState } from '../traps/state.ts';
import { deviceProber } from './device.ts';
import { groupProber } from './group.ts';
import { reachProber } from './reach.ts';
import { rtspProber } from './rtsp.ts';
import { snapshotProber } from './snapshot.ts';
import { snmpReader } from './snmp.ts';

export interface ProberParts {
  settings: Config['probes'];
  transport: SnmpTransport;
  credentials: CredentialStore;
  allowed: AllowedNetworks;
  fping: FpingBatches;
  /** Takes down what switches say of their ports. */
  topology: TopologyBook;
  /** What carriers' network managers told. */
  alarms: AlarmBook;
  /** Learns what interfaces are called, for who hears of them by number. */
  ports?: PortNames | undefined;
  /** What devices told, where the devices are asked for it. */
  notifications: NotificationState;
  captures: CaptureBook;
  /** Below which the folders of captures are. */
  captureFolder: string | undefined;
  /** What cameras sent at their last visits. */
  streams: StreamBook;
  /** Who signs the certificates of cameras, in PEM. */
  rtspAuthorities: string | undefined;
  /** Judges pictures. */
  keyFrames?: KeyFrameReceiver | undefined;
}

/** What asks the devices, by group of modules. */
export function createProbers(parts: ProberParts): Probers {
  const { settings, transport, credentials, allowed, fping, topology, alarms, ports, notifications } = parts;
  const { captures, captureFolder, keyFrames, streams, rtspAuthorities } = parts;
  const read = snmpReader({ transport, credentials, allowed });
  const accounts = new CameraAccounts(credentials);
  const ofGroupSnmp = deviceModulesOf('snmp');
  return {
    snmp: groupProber([
      { modules: ofGroupSnmp.map(({ name }) => name), prober: deviceProber(read, ofGroupSnmp, ports) },
      { modules: ['nut'], prober: nutProber(credentials, allowed) },
      { modules: ['modbus_meter'], prober: meterProber(allowed) },
      { modules: ['carrier_alarms'], prober: carrierProber(alarms) },
    ]),
    reach: groupProber([
      reachModule('ping', pingProber(fping, allowed)),
      reachModule('tcp', tcpProber(allowed)),
      reachModule('http', httpProber(allowed)),
      reachModule('reach', reachProber(allowed)),
    ]),
    rtsp: groupProber([
      {
        modules: ['rtsp'],
        prober: rtspProber({
          accounts,
          allowed,
          windowSeconds: settings.rtspWindowSeconds,
          authorities: rtspAuthorities,
          budget: new UplinkBudget(settings.rtspUplinkKilobitsPerSecond),
          streams,
          keyFrames,
        }),
      },
      { modules: ['snapshot'], prober: snapshotProber({ accounts, allowed, keyFrames }) },
    ]),
    management: groupProber([
      { modules: ['onvif'], prober: onvifProber({ accounts, allowed, notifications }) },
      { modules: ['http_clock'], prober: httpClockProber(allowed) },
      { modules: ['onvif_recording'], prober: onvifRecordingProber({ accounts, allowed }) },
      { modules: ['http_recording'], prober: httpRecordingProber({ accounts, allowed }) },
      { modules: ['capture'], prober: captureProber({ accounts, allowed, book: captures, root: captureFolder }) },
    ]),
    topology: deviceProber(read, [snmpBridgeHeardBy(emitDifferences(topology))], ports),
  };
}
