import type { XmlElement } from '../xml/element.ts';
import type { Endpoint, OnvifConnection } from './connection.ts';
import { operation, services, type Service } from './operations.ts';
import { SoapFault } from './soap.ts';

export type ServiceMap = ReadonlyMap<Service, Endpoint>;

const known = Object.keys(services) as Service[];

/** Where the services of a device are: GetServices, or what devices older than it have, GetCapabilities. @throws ProbeFailure */
export async function readServices(connection: OnvifConnection, device: Endpoint): Promise<ServiceMap> {
  const listed = await connection
    .ask(device, operation('device', 'GetServices', '<q:IncludeCapability>false</q:IncludeCapability>'))
    .catch((error: unknown) => {
      if (error instanceof SoapFault) return undefined;
      throw error;
    });
  const told = listed
    ? listed.all('Service').map((service) => [service.textAt('Namespace'), service.textAt('XAddr')] as const)
    : await readCapabilities(connection, device);
  const found = new Map<Service, Endpoint>();
  for (const service of known) {
    const [, address] = told.find(([namespace]) => namespace === services[service]) ?? [];
    const endpoint = address === undefined ? undefined : connection.endpointOf(address);
    if (endpoint) found.set(service, endpoint);
  }
  return found;
}

async function readCapabilities(
  connection: OnvifConnection,
  device: Endpoint,
): Promise<(readonly [string, string | undefined])[]> {
  const body = await connection.ask(device, operation('device', 'GetCapabilities', '<q:Category>All</q:Category>'));
  const capabilities = body.at('Capabilities');
  const at = (...path: string[]): XmlElement | undefined => capabilities?.at(...path);
  return [
    [services.media, at('Media')?.textAt('XAddr')],
    [services.events, at('Events')?.textAt('XAddr')],
    [services.search, at('Extension', 'Search')?.textAt('XAddr')],
  ];
}
