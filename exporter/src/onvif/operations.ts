/** One operation of a service: its WS-Addressing action, and the body of the request. */
export interface Operation {
  action: string;
  body: string;
}

/** Namespaces of the services that are asked (ONVIF service specifications). */
export const services = {
  device: 'http://www.onvif.org/ver10/device/wsdl',
  media: 'http://www.onvif.org/ver10/media/wsdl',
  media2: 'http://www.onvif.org/ver20/media/wsdl',
  events: 'http://www.onvif.org/ver10/events/wsdl',
  search: 'http://www.onvif.org/ver10/search/wsdl',
} as const;
export type Service = keyof typeof services;

/** `content` stands within the element of the operation, where the prefix `q` is the service's namespace. */
export const operation = (service: Service, name: string, content = ''): Operation => ({
  action: `${services[service]}/${name}`,
  body: `<q:${name} xmlns:q="${services[service]}">${content}</q:${name}>`,
});
