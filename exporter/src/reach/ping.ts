import type { AllowedNetworks } from '../allowedNetworks.ts';
import { resolveHost } from '../deviceAddress.ts';
import { ProbeFailure } from '../probe/failure.ts';
import { remainingMs, type Prober } from '../probe/prober.ts';
import type { FpingBatches } from './fping.ts';

/** Whether a device answers ICMP echo requests; one answer suffices, how many were lost is told. */
export function pingProber(fping: FpingBatches, allowed: AllowedNetworks): Prober {
  return async (probe) => {
    const { exposition } = probe;
    const { address } = await resolveHost(probe.target.address.host, allowed, remainingMs(probe));
    const { roundTripsMs, complaint } = await fping.ping(address, probe.deadline);
    const sent = roundTripsMs.length;
    const seconds = roundTripsMs.filter((ms) => ms !== undefined).map((ms) => ms / 1000);
    probe.note(`ping: ${seconds.length} of ${sent} answered`);
    exposition.add('reach_ping_packets', sent);
    exposition.add('reach_ping_loss_ratio', (sent - seconds.length) / sent);
    if (seconds.length === 0)
      throw complaint === undefined
        ? new ProbeFailure('timeout', `no answer to ${sent} echo requests`)
        : new ProbeFailure('unreachable', `a router says of the device: ${complaint}`);
    exposition.add('reach_ping_round_trip_min_seconds', Math.min(...seconds));
    exposition.add('reach_ping_round_trip_mean_seconds', seconds.reduce((sum, one) => sum + one) / seconds.length);
    exposition.add('reach_ping_round_trip_max_seconds', Math.max(...seconds));
  };
}
