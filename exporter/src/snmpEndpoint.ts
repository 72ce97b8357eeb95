import type { Logger } from 'pino';
import { AllowedNetworks } from './allowedNetworks.ts';
import type { Config } from './config.ts';
import { snmpRoute, type Answer } from './http/snmpRoute.ts';
import type { Lane } from './probe/lane.ts';
import type { SnmpTransport } from './snmp/agent.ts';
import { SnmpAddresses } from './snmpAddresses.ts';
import { agentReader } from './snmpYml/agentReader.ts';
import { Scraper } from './snmpYml/scraper.ts';
import { SnmpLibrary } from './snmpYml/snmpLibrary.ts';
import type { Targets } from './targets.ts';

/** `/snmp` with everything that stands behind it. */
export interface SnmpEndpoint {
  answer: Answer;
  /** Read snmp.yml again. @throws FileError; the old one then stays */
  reload: () => void;
}

export interface SnmpEndpointParts {
  targets: () => Targets;
  transport: SnmpTransport;
  lane: Lane;
}

/** Read snmp.yml first, open the endpoint when there is what it needs. @throws FileError when snmp.yml is bad */
export function prepareSnmpEndpoint(
  snmp: NonNullable<Config['snmp']>,
  allowedNetworks: Config['allowedNetworks'],
  token: string,
  log: Logger,
): (parts: SnmpEndpointParts) => SnmpEndpoint {
  const library = new SnmpLibrary(snmp, log);
  const everywhere = new AllowedNetworks(allowedNetworks);
  const own = snmp.allowedNetworks && new AllowedNetworks(snmp.allowedNetworks);
  return ({ targets, transport, lane }) => {
    const answer = snmpRoute({
      token,
      library,
      addresses: new SnmpAddresses(targets, everywhere, own),
      scraper: new Scraper(agentReader(transport), lane),
      log,
    });
    return { answer, reload: () => library.reload() };
  };
}
