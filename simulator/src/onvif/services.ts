import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { profiles } from '../picture/recipe.ts';
import { deviceClock } from '../plant/deviceClock.ts';
import type { Plant } from '../plant/plant.ts';
import { streamsOf, type StreamName } from '../rtsp/streams.ts';
import { escapeXml, namespaceOf, type Prefix, type SoapRequest } from './soap.ts';

/** A device and where it is asked, for its answers. */
export interface OnvifDevice {
  element: Element;
  plant: Plant;
  /** Of its web server, without a path. */
  url: string;
}

/** The body of an answer; undefined for what the device does not know. */
export type Answer = (request: SoapRequest, device: OnvifDevice) => string | undefined;

/** Paths of the services beside that of the device service. */
export const paths = { trt: '/onvif/media', tev: '/onvif/events', tse: '/onvif/search' } as const;

const servicesOf = ({ element, url }: OnvifDevice): readonly (readonly [Prefix, string])[] => [
  ['tds', `${url}${element.onvif?.path ?? ''}`],
  ...(element.kind === 'recorder'
    ? ([['tse', `${url}${paths.tse}`]] as const)
    : ([
        ['trt', `${url}${paths.trt}`],
        ['tev', `${url}${paths.tev}`],
      ] as const)),
];

/** A device in another's place has another name plate. */
const swapped = ({ element, plant }: OnvifDevice): boolean => plant.fault(element.id, 'swapped_camera') !== undefined;

const device: Readonly<Record<string, (device: OnvifDevice) => string>> = {
  GetSystemDateAndTime: ({ element, plant }) => {
    const at = new Date(deviceClock(element.id, plant));
    const time = `<tt:Time><tt:Hour>${at.getUTCHours()}</tt:Hour><tt:Minute>${at.getUTCMinutes()}</tt:Minute><tt:Second>${at.getUTCSeconds()}</tt:Second></tt:Time>`;
    const date = `<tt:Date><tt:Year>${at.getUTCFullYear()}</tt:Year><tt:Month>${at.getUTCMonth() + 1}</tt:Month><tt:Day>${at.getUTCDate()}</tt:Day></tt:Date>`;
    return `<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings><tt:UTCDateTime>${time}${date}</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`;
  },
  GetDeviceInformation: (own) => {
    const { vendor = '', model = '', firmware = 'V1.0.0', serial = '' } = own.element;
    const plate = swapped(own) ? `${serial.slice(0, 2)}${[...serial.slice(2)].reverse().join('')}X` : serial;
    const tags = [
      ['Manufacturer', vendor],
      ['Model', model],
      ['FirmwareVersion', firmware],
      ['SerialNumber', plate],
      ['HardwareId', model],
    ] as const;
    const told = tags.map(([name, value]) => `<tds:${name}>${escapeXml(value)}</tds:${name}>`);
    return `<tds:GetDeviceInformationResponse>${told.join('')}</tds:GetDeviceInformationResponse>`;
  },
  GetServices: (own) =>
    `<tds:GetServicesResponse>${servicesOf(own)
      .map(
        ([prefix, address]) =>
          `<tds:Service><tds:Namespace>${namespaceOf(prefix)}</tds:Namespace><tds:XAddr>${address}</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>`,
      )
      .join('')}</tds:GetServicesResponse>`,
  GetCapabilities: (own) => {
    const at = (prefix: Prefix): string | undefined => servicesOf(own).find(([known]) => known === prefix)?.[1];
    const part = (name: string, address: string | undefined): string =>
      address === undefined ? '' : `<tt:${name}><tt:XAddr>${address}</tt:XAddr></tt:${name}>`;
    const search = part('Search', at('tse'));
    return `<tds:GetCapabilitiesResponse><tds:Capabilities>${part('Device', at('tds'))}${part('Events', at('tev'))}${part('Media', at('trt'))}${search === '' ? '' : `<tt:Extension>${search}</tt:Extension>`}</tds:Capabilities></tds:GetCapabilitiesResponse>`;
  },
  GetNetworkInterfaces: (own) => {
    const { mac = '' } = own.element;
    const address = swapped(own) ? mac.replace(/..$/, (end) => (end === '00' ? '01' : '00')) : mac;
    return `<tds:GetNetworkInterfacesResponse><tds:NetworkInterfaces token="eth0"><tt:Enabled>true</tt:Enabled><tt:Info><tt:Name>eth0</tt:Name><tt:HwAddress>${address}</tt:HwAddress></tt:Info></tds:NetworkInterfaces></tds:GetNetworkInterfacesResponse>`;
  },
};

export const deviceService: Answer = ({ operation }, own) => device[operation]?.(own);

/** The one operation that a device answers to everybody, for the sake of tokens with a time. */
export const isOpen = (operation: string): boolean => operation === 'GetSystemDateAndTime';

/** The service knows no H.265: who codes in it says H264 here, as many cameras do, and the truth in the stream's description. */
function profileOf(stream: StreamName): string {
  const { width, height } = profiles[stream];
  return `<trt:Profiles token="${stream}" fixed="true"><tt:Name>${stream}</tt:Name><tt:VideoEncoderConfiguration token="encoder-${stream}"><tt:Name>encoder-${stream}</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>${width}</tt:Width><tt:Height>${height}</tt:Height></tt:Resolution></tt:VideoEncoderConfiguration></trt:Profiles>`;
}

export const mediaService: Answer = ({ operation, text }, { element, url }) => {
  const wanted = text('ProfileToken') ?? 'sub';
  const path = [...streamsOf(element)].find(([, stream]) => stream === wanted);
  const uri = (value: string): string =>
    `<trt:${operation}Response><trt:MediaUri><tt:Uri>${escapeXml(value)}</tt:Uri><tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot><tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:${operation}Response>`;
  switch (operation) {
    case 'GetProfiles':
      return `<trt:GetProfilesResponse>${[...streamsOf(element).values()].map(profileOf).join('')}</trt:GetProfilesResponse>`;
    case 'GetStreamUri':
      return path && uri(`rtsp://${element.address ?? ''}${path[0]}`);
    case 'GetSnapshotUri':
      return uri(`${url}/snapshot.jpg`);
    default:
      return undefined;
  }
};
