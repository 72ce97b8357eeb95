import type { AllowedNetworks } from '../../allowedNetworks.ts';
import type { CredentialStore } from '../../credentials.ts';
import { resolveHost } from '../../deviceAddress.ts';
import { Emitter } from '../../modules/emit.ts';
import { ProbeFailure } from '../../probe/failure.ts';
import { remainingMs, type Prober } from '../../probe/prober.ts';
import { NutClient } from './client.ts';
import { emitUps } from './upsReading.ts';

/** As IANA has it for nut. */
const defaultPort = 3493;

/** A UPS, asked through the upsd that watches it. */
export function nutProber(credentials: CredentialStore, allowed: AllowedNetworks): Prober {
  return async (probe) => {
    const { nut, address, credentials: name } = probe.target;
    if (!nut) throw new Error(`${probe.target.id} has the module nut and no key nut`);
    const credential = credentials.find(name);
    if (name !== undefined && !credential)
      throw new ProbeFailure('credentials_missing', `the credentials file has no entry "${name}"`);
    const resolved = await resolveHost(address.host, allowed, remainingMs(probe));
    const client = await NutClient.open(resolved.address, address.port ?? defaultPort, probe.deadline);
    try {
      if (nut.tls === 'required') await client.startTls();
      if (credential?.type === 'nut') await client.logIn(credential.username, credential.password);
      const variables = await client.variables(nut.ups);
      probe.note(`upsd: ${variables.size} variables of ${nut.ups}${nut.tls === 'required' ? ' over TLS' : ''}`);
      // So upsd says itself, in place of a status, until its driver has read the UPS for the first time.
      if (variables.get('ups.status') === 'WAIT')
        throw new ProbeFailure('unreachable', 'upsd has not read the UPS yet');
      emitUps(variables, Emitter.of(probe.exposition), probe.target);
    } finally {
      client.close();
    }
  };
}
