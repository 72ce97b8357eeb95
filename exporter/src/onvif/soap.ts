import { isUtf8 } from 'node:buffer';
import { createHash, randomBytes } from 'node:crypto';
import { ProbeFailure } from '../probe/failure.ts';
import type { Login } from '../rtsp/authentication.ts';
import type { XmlElement } from '../xml/element.ts';
import { escapeXml, parseXml, XmlError } from '../xml/parseXml.ts';

/** A device that answered with a SOAP fault; by its codes, as far as they are names that specifications have. */
export class SoapFault extends ProbeFailure {
  readonly notAuthorised: boolean;
  constructor(codes: readonly string[]) {
    const notAuthorised = codes.some((code) => refusals.has(code));
    super(notAuthorised ? 'unauthorised' : 'protocol', `the device answers with a SOAP fault (${codes.join(', ')})`);
    this.notAuthorised = notAuthorised;
  }
}

/** ONVIF core specification, section on faults; WS-Security 1.1 section 12. */
const refusals = new Set([
  'NotAuthorized',
  'FailedAuthentication',
  'InvalidSecurity',
  'InvalidSecurityToken',
  'SecurityTokenUnavailable',
]);

const namespaces = {
  s: 'http://www.w3.org/2003/05/soap-envelope',
  wsa: 'http://www.w3.org/2005/08/addressing',
  wsse: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
  wsu: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
} as const;
const digestType = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest';
const base64Type = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary';

/** A SOAP 1.2 message of these header blocks around a body. */
export const envelope = (headers: string, body: string): string => {
  const declared = Object.entries(namespaces).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<s:Envelope ${declared.join(' ')}><s:Header>${headers}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
};

/**
 * Who asks, without telling the password (WS-Security UsernameToken profile 1.0): the device refuses what was not created near to
 * its own time. @param createdMs the device's time, in ms since 1970
 */
export function usernameToken({ username, password }: Login, createdMs: number, nonce = randomBytes(16)): string {
  const created = new Date(createdMs).toISOString();
  const digest = createHash('sha1').update(nonce).update(created).update(password).digest('base64');
  return `<wsse:Security s:mustUnderstand="1"><wsse:UsernameToken><wsse:Username>${escapeXml(username)}</wsse:Username><wsse:Password Type="${digestType}">${digest}</wsse:Password><wsse:Nonce EncodingType="${base64Type}">${nonce.toString('base64')}</wsse:Nonce><wsu:Created>${created}</wsu:Created></wsse:UsernameToken></wsse:Security>`;
}

/** Where a message goes and what it asks for (WS-Addressing 1.0). `references` are the blocks that the device wants to see again. */
export const addressing = (to: string, action: string, references = ''): string =>
  `<wsa:To>${escapeXml(to)}</wsa:To><wsa:Action>${escapeXml(action)}</wsa:Action><wsa:MessageID>urn:uuid:${crypto.randomUUID()}</wsa:MessageID>${references}`;

/** What stands in the body of an answer. @throws SoapFault; ProbeFailure `protocol` for what is no SOAP message */
export function readEnvelope(octets: Buffer): XmlElement {
  const root = readXml(octets);
  const body = root.name === 'Envelope' ? root.at('Body') : undefined;
  if (!body) throw new ProbeFailure('protocol', 'the answer is no SOAP message');
  const fault = body.at('Fault');
  if (fault) throw new SoapFault(codesOf(fault));
  const [answer] = body.children;
  if (!answer) throw new ProbeFailure('protocol', 'the SOAP message is empty');
  return answer;
}

function readXml(octets: Buffer): XmlElement {
  if (!isUtf8(octets)) throw new ProbeFailure('protocol', 'the answer is not in UTF-8');
  try {
    return parseXml(octets.toString());
  } catch (error) {
    if (error instanceof XmlError) throw new ProbeFailure('protocol', `the answer is not XML: ${error.message}`);
    throw error;
  }
}

/** Codes of SOAP 1.2, from the outside in, and of SOAP 1.1, which some devices fall back to. */
function codesOf(fault: XmlElement): string[] {
  const values = [...fault.descendants('Value'), ...fault.all('faultcode')].map(({ text }) => text.trim());
  const names = values.map((value) => value.slice(value.indexOf(':') + 1)).filter((name) => /^\w{1,64}$/.test(name));
  return names.length > 0 ? names.slice(0, 4) : ['without a code'];
}
