import type { WebhookAlert } from '@roundsman/contract/alertmanager.ts';
import { alert, type Scene } from './harness.ts';
import { measure } from './measured.ts';

const sites = [1, 2, 3];
export const devicesOf = (n: number): string[] => [`switch-${n}`, `onu-${n}`, `ups-${n}`];
export const camerasOf = (n: number): string[] => [1, 2, 3, 4].map((c) => `cam-${n}-${c}`);
export const allCameras = sites.flatMap(camerasOf);

/** What the test city's feeder takes along when it fails, at three sites: all of it, but for the elements of `except`. */
export const outageAlerts = (startsAt: string, endsAt?: string, except: readonly string[] = []): WebhookAlert[] =>
  sites
    .flatMap((n) => [
      alert('mains_lost', `ups-${n}`, startsAt, endsAt),
      ...devicesOf(n).map((id) => alert('device_unreachable', id, startsAt, endsAt)),
      ...camerasOf(n).map((id) => alert('camera_unreachable', id, startsAt, endsAt)),
    ])
    .filter(({ labels }) => !except.includes(labels['element_id'] ?? ''));

/** A scrape of everything after the power is back: well, but for the elements of `bad`, which do not answer. */
export function scrape(scene: Scene, bad: readonly string[]): void {
  for (const n of sites) {
    measure(scene, 'power_source', { source: 'battery', device_id: `ups-${n}` }, 0);
    for (const id of devicesOf(n)) {
      measure(scene, 'probe_success', { job: 'snmp', device_id: id }, Number(!bad.includes(id)));
    }
    for (const id of camerasOf(n)) {
      measure(scene, 'probe_success', { job: 'reach', device_id: id }, Number(!bad.includes(id)));
    }
  }
}

/** Power is back: the alerts of all but `bad` end, and a scrape says so. */
export async function powerBack(scene: Scene, startsAt: string, bad: readonly string[]): Promise<void> {
  const endsAt = scene.clock.now().toISOString();
  await scene.app.ticketing.receiveAlerts(outageAlerts(startsAt, endsAt, bad), 'webhook');
  scrape(scene, bad);
  scene.clock.advance(4);
  await scene.app.duties.correlate();
}

/** Time passes as the service sees it: a scrape and a round of the duties each quarter of a minute. */
export async function pass(scene: Scene, seconds: number, bad: readonly string[]): Promise<void> {
  for (let past = 0; past < seconds; past += 15) {
    scene.clock.advance(15);
    scrape(scene, bad);
    await scene.app.duties.correlate();
    await scene.app.duties.verifyRecoveries();
  }
}
