import type { District } from './district.ts';
import type { Ports } from './ports.ts';
import type { Profile } from './profile.ts';
import type { SecretFiles } from './secretFiles.ts';
import type { StackFolder } from './stackFolder.ts';

/** What the servers of a stack are configured from. */
export interface StackContext {
  folder: StackFolder;
  ports: Ports;
  urls: Urls;
  secrets: SecretFiles;
  profile: Profile;
  district: District;
}

/** Where a person or a test reaches each server; all on loopback. */
export interface Urls {
  /** Grafana, or the preview of its panels. */
  dashboard: string;
  ticketing: string;
  prometheus: string;
  alertmanager: string;
  exporter: string;
  /** Faults are injected here; null with one's own devices. */
  simulator: string | null;
  /** Shows the messages that nobody is told; null where `notify` says how people are told. */
  messages: string | null;
}

export const urlsOf = (ports: Ports, { simulated, sink }: { simulated: boolean; sink: boolean }): Urls => {
  const at = (port: number): string => `http://127.0.0.1:${port}`;
  return {
    dashboard: at(ports.dashboard),
    ticketing: at(ports.ticketing),
    prometheus: at(ports.prometheus),
    alertmanager: at(ports.alertmanager),
    exporter: at(ports.exporter),
    simulator: simulated ? at(ports.simulator) : null,
    messages: sink ? at(ports.messages) : null,
  };
};
