import { macAddress } from '@roundsman/contract/inventory/macAddress.ts';
import type { AllowedNetworks } from '../allowedNetworks.ts';
import { emitClock } from '../clock/emitClock.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { Probe, Prober } from '../probe/prober.ts';
import type { CameraAccounts } from '../rtsp/accounts.ts';
import type { Target } from '../targets.ts';
import type { NotificationState } from '../traps/state.ts';
import { pull, subscribe, toldBy, unsubscribe, type Subscription } from './events.ts';
import { emitIdentity } from './identify.ts';
import { readProfiles, type Profile } from './media.ts';
import { operation } from './operations.ts';
import { readServices, type ServiceMap } from './serviceMap.ts';
import { openOnvif, type OnvifSession } from './session.ts';

/** What changes seldom, and is asked for again after an hour. */
const keptMs = 3_600_000;
/** After how long a device is asked again for what it refused. */
const refusedMs = 600_000;

/** What is remembered of a device between its probes, as long as the inventory stays. */
interface Kept {
  readMs: number;
  services: ServiceMap;
  macs: readonly string[];
  profiles: readonly Profile[];
  subscription: Subscription | undefined;
  /** Before which no pull point is asked for. */
  eventsNotBeforeMs: number;
}

/** A camera or recorder by ONVIF: its clock, who it is, where its streams are, and what it has to tell. */
export function onvifProber(parts: {
  accounts: CameraAccounts;
  allowed: AllowedNetworks;
  notifications: NotificationState;
}): Prober {
  const devices = new WeakMap<Target, Kept>();
  return async (probe) => {
    const { target } = probe;
    const { clockLimitSeconds: limitSeconds } = target.managed;
    const session = await openOnvif(probe, parts, {
      limitSeconds,
      clockRead: (bounds) => emitClock(probe, 'onvif', bounds),
    });
    const before = devices.get(target);
    const kept = before && performance.now() - before.readMs < keptMs ? before : await readKept(probe, session, before);
    devices.set(target, kept);
    emitIdentity(probe, session.information, kept.macs);
    noteAddresses(probe, session, kept.profiles);
    for (const told of await hear(probe, session, kept)) parts.notifications.take(target.id, told);
  };
}

async function readKept({ note }: Probe, session: OnvifSession, before: Kept | undefined): Promise<Kept> {
  const { connection, device } = session;
  const had = <T>(what: string, asked: Promise<T>): Promise<T | undefined> => whereHad(asked, what, note);
  const services = await readServices(connection, device);
  const interfaces = await had('interfaces', connection.ask(device, operation('device', 'GetNetworkInterfaces')));
  const macs = interfaces?.descendants('HwAddress').flatMap(({ text }) => macAddress.safeParse(text.trim()).data ?? []);
  const profiles = (await had('profiles', readProfiles(connection, services))) ?? [];
  // Made anew each hour: a new pull point first tells all states that stand.
  if (before?.subscription) await had('end of the subscription', unsubscribe(connection, before.subscription));
  const eventsNotBeforeMs = before?.eventsNotBeforeMs ?? 0;
  return {
    readMs: performance.now(),
    services,
    macs: macs ?? [],
    profiles,
    subscription: undefined,
    eventsNotBeforeMs,
  };
}

/** Undefined where the device does not have it, or not for this account: it is judged by what every device must have. */
async function whereHad<T>(asked: Promise<T>, what: string, note: Probe['note']): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof ProbeFailure)) throw error;
    note(`ONVIF: no ${what}: ${error.message}`);
    return undefined;
  }
}

/** What the device told since the last probe. A device without events is a good device. */
async function hear({ note }: Probe, { connection }: OnvifSession, kept: Kept) {
  const events = kept.services.get('events');
  if (!events) return [];
  if (!kept.subscription && performance.now() >= kept.eventsNotBeforeMs) {
    kept.subscription = await whereHad(subscribe(connection, events), 'subscription', note);
    if (!kept.subscription) kept.eventsNotBeforeMs = performance.now() + refusedMs;
  }
  if (!kept.subscription) return [];
  const messages = await whereHad(pull(connection, kept.subscription), 'events', note);
  if (messages) {
    kept.subscription.heard = true;
    note(`ONVIF: ${messages.length} events`);
  } else {
    // A device that started anew knows nothing of its subscriptions, so the next probe makes another; one that takes subscriptions and
    // never answers them is not asked for more and more.
    if (!kept.subscription.heard) kept.eventsNotBeforeMs = performance.now() + refusedMs;
    kept.subscription = undefined;
  }
  return messages?.flatMap((message) => toldBy(message) ?? []) ?? [];
}

/** Some addresses hold the login, which must not be seen. */
function noteAddresses({ target, note }: Probe, { connection }: OnvifSession, profiles: readonly Profile[]): void {
  const { security } = connection;
  const password = security.by === 'nothing' ? '' : security.login.password;
  const shown = (url: URL | undefined): string =>
    url ? withoutPassword(`${url.pathname}${url.search}`, password) : 'none';
  for (const { name, stream, snapshot } of profiles)
    note(`ONVIF: profile ${name}: stream ${shown(stream)}, still picture ${shown(snapshot)}`);
  const paths = profiles.flatMap(({ stream }) => (stream ? [`${stream.pathname}${stream.search}`] : []));
  if (target.modules.includes('rtsp') && paths.length > 0 && !paths.includes(target.streamPath))
    note('ONVIF: no profile has the streamPath of the inventory');
}

const withoutPassword = (text: string, password: string): string =>
  password === '' ? text : text.replaceAll(password, '…').replaceAll(encodeURIComponent(password), '…');
