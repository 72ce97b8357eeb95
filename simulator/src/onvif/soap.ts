/** What a request asks, read as far as a simulated device needs it. */
export interface SoapRequest {
  /** Local name of the operation. */
  operation: string;
  /** Text of the first element with this local name; undefined where there is none. */
  text: (name: string) => string | undefined;
}

/** What is no SOAP 1.2 envelope. */
export class SoapError extends Error {}

const unescaped: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};

/** @throws SoapError for what is no envelope, or has a document type, which SOAP does not allow. */
export function readSoap(xml: string): SoapRequest {
  const operation = /<(?:[\w-]+:)?Body\b[^>]*>\s*<(?:[\w-]+:)?(\w+)/.exec(xml)?.[1];
  if (operation === undefined || xml.includes('<!DOCTYPE') || !/<(?:[\w-]+:)?Envelope\b/.test(xml))
    throw new SoapError('expected a SOAP envelope');
  return {
    operation,
    text: (name) => {
      const found = new RegExp(`<(?:[\\w-]+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(xml)?.[1];
      return found?.trim().replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => unescaped[entity] ?? entity);
    },
  };
}

export const escapeXml = (text: string): string =>
  text.replace(/[<>&"']/g, (letter) => Object.entries(unescaped).find(([, plain]) => plain === letter)?.[0] ?? letter);

const namespaces = [
  ['s', 'http://www.w3.org/2003/05/soap-envelope'],
  ['a', 'http://www.w3.org/2005/08/addressing'],
  ['tds', 'http://www.onvif.org/ver10/device/wsdl'],
  ['trt', 'http://www.onvif.org/ver10/media/wsdl'],
  ['tev', 'http://www.onvif.org/ver10/events/wsdl'],
  ['tse', 'http://www.onvif.org/ver10/search/wsdl'],
  ['tt', 'http://www.onvif.org/ver10/schema'],
  ['wsnt', 'http://docs.oasis-open.org/wsn/b-2'],
  ['tns1', 'http://www.onvif.org/ver10/topics'],
  ['ter', 'http://www.onvif.org/ver10/error'],
] as const;

export type Prefix = (typeof namespaces)[number][0];
export const namespaceOf = (prefix: Prefix): string => new Map<string, string>(namespaces).get(prefix) ?? '';

export const envelope = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><s:Envelope ${namespaces.map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`).join(' ')}><s:Body>${body}</s:Body></s:Envelope>`;

export const faultOf = (subcode: string, reason: string): string =>
  envelope(
    `<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:${subcode}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en">${escapeXml(reason)}</s:Text></s:Reason></s:Fault>`,
  );
