import { escapeXml } from '../xml/parseXml.ts';
import type { Endpoint, OnvifConnection } from './connection.ts';
import { operation, type Service } from './operations.ts';
import { SoapFault } from './soap.ts';
import type { ServiceMap } from './serviceMap.ts';

/** A media profile, and where the device says that its stream and its still picture are. */
export interface Profile {
  name: string;
  stream: URL | undefined;
  snapshot: URL | undefined;
}

const maxProfiles = 8;

/** The media profiles of a device, of the service that it has (media, or media2 alone). @throws ProbeFailure */
export async function readProfiles(connection: OnvifConnection, services: ServiceMap): Promise<Profile[]> {
  const service = services.has('media') ? 'media' : 'media2';
  const endpoint = services.get(service);
  if (!endpoint) return [];
  const listed = (await connection.ask(endpoint, operation(service, 'GetProfiles'))).all('Profiles');
  const profiles: Profile[] = [];
  for (const profile of listed.slice(0, maxProfiles)) {
    const token = `<q:ProfileToken>${escapeXml(profile.attributes.get('token') ?? '')}</q:ProfileToken>`;
    profiles.push({
      name: profile.textAt('Name') ?? '',
      stream: await readUri(connection, endpoint, service, 'GetStreamUri', `${transport[service]}${token}`),
      snapshot: await readUri(connection, endpoint, service, 'GetSnapshotUri', token),
    });
  }
  return profiles;
}

const schema = 'http://www.onvif.org/ver10/schema';
const transport: Readonly<Record<'media' | 'media2', string>> = {
  media: `<q:StreamSetup><t:Stream xmlns:t="${schema}">RTP-Unicast</t:Stream><t:Transport xmlns:t="${schema}"><t:Protocol>RTSP</t:Protocol></t:Transport></q:StreamSetup>`,
  media2: '<q:Protocol>RTSP</q:Protocol>',
};

/** Undefined where the profile has none. */
async function readUri(
  connection: OnvifConnection,
  endpoint: Endpoint,
  service: Service,
  name: string,
  content: string,
): Promise<URL | undefined> {
  try {
    const [uri] = (await connection.ask(endpoint, operation(service, name, content))).descendants('Uri');
    return URL.parse(uri?.text.trim() ?? '') ?? undefined;
  } catch (error) {
    if (error instanceof SoapFault) return undefined;
    throw error;
  }
}
