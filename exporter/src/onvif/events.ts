import type { Told } from '../traps/rule.ts';
import type { XmlElement } from '../xml/element.ts';
import { escapeXml } from '../xml/parseXml.ts';
import type { Endpoint, OnvifConnection } from './connection.ts';
import { operation, type Operation } from './operations.ts';

/** A pull point on a device, which lapses by itself where nobody asks it any more. */
export interface Subscription {
  endpoint: Endpoint;
  /** Whether it has been pulled from. */
  heard: boolean;
}

/** Longer than two missed scrapes; renewed by each. */
const lifetime = 'PT180S';
const messagesAtOnce = 100;
/** A device that has more to say at once is heard out by the next probe. */
const maxPulls = 3;

const pullPoint = 'http://www.onvif.org/ver10/events/wsdl/PullPointSubscription';
const manager = 'http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager';
const notification = 'http://docs.oasis-open.org/wsn/b-2';

const managing = (name: string, content: string): Operation => ({
  action: `${manager}/${name}Request`,
  body: `<n:${name} xmlns:n="${notification}">${content}</n:${name}>`,
});

/** @throws ProbeFailure; SoapFault where the device has no pull points, or none left */
export async function subscribe(connection: OnvifConnection, events: Endpoint): Promise<Subscription | undefined> {
  const asked = operation(
    'events',
    'CreatePullPointSubscription',
    `<q:InitialTerminationTime>${lifetime}</q:InitialTerminationTime>`,
  );
  const action = 'http://www.onvif.org/ver10/events/wsdl/EventPortType/CreatePullPointSubscriptionRequest';
  const answer = await connection.ask({ ...events, references: '' }, { ...asked, action });
  const reference = answer.at('SubscriptionReference');
  const endpoint = connection.endpointOf(reference?.textAt('Address') ?? '');
  const references = reference?.at('ReferenceParameters')?.children.map(block).join('') ?? '';
  return endpoint && { endpoint: { ...endpoint, references }, heard: false };
}

/** As the device wants to see it again (WS-Addressing 1.0 SOAP binding section 3.4). */
const block = ({ name, namespace, text }: XmlElement): string =>
  `<r:${name} xmlns:r="${escapeXml(namespace)}" xmlns:a="http://www.w3.org/2005/08/addressing" a:IsReferenceParameter="true">${escapeXml(text)}</r:${name}>`;

/** What happened since the last time; the subscription lives on. @throws SoapFault where it does not exist any more; ProbeFailure */
export async function pull(connection: OnvifConnection, { endpoint }: Subscription): Promise<XmlElement[]> {
  const messages: XmlElement[] = [];
  const content = `<q:Timeout>PT1S</q:Timeout><q:MessageLimit>${messagesAtOnce}</q:MessageLimit>`;
  const asked = { ...operation('events', 'PullMessages', content), action: `${pullPoint}/PullMessagesRequest` };
  for (let pulls = 1; ; pulls++) {
    const some = (await connection.ask(endpoint, asked)).all('NotificationMessage');
    messages.push(...some);
    if (some.length < messagesAtOnce || pulls >= maxPulls) break;
  }
  await connection.ask(endpoint, managing('Renew', `<n:TerminationTime>${lifetime}</n:TerminationTime>`));
  return messages;
}

export const unsubscribe = (connection: OnvifConnection, { endpoint }: Subscription): Promise<XmlElement> =>
  connection.ask(endpoint, managing('Unsubscribe', ''));

/** Conditions by the names that stand in their topics (ONVIF core specification, imaging and analytics services; video loss is a vendor's). */
const conditions: readonly { name: string; topic: RegExp }[] = [
  { name: 'tamper', topic: /\/(?:GlobalSceneChange|TamperDetector|Tamper|Tampering)(?:\/|$)/ },
  { name: 'video_loss', topic: /\/(?:SignalLoss|VideoLoss)(?:\/|$)/ },
  { name: 'storage_failure', topic: /\/(?:StorageFailure|HardDiskFailure)(?:\/|$)/ },
];

/** Under which of these a message has whether it is so: State, Failed, IsTamper, or what a vendor named after the condition. */
const stateName = /^(?:state|failed|active|tampering|is\w+)$/i;

/** What a message says of a condition that we know; undefined for any other. */
export function toldBy(message: XmlElement): Told | undefined {
  const topic = message.textAt('Topic')?.replace(/(^|\/)[\w.-]+:/g, '$1') ?? '';
  const condition = conditions.find((known) => known.topic.test(topic));
  const said = message.at('Message', 'Message');
  if (!condition || !said) return undefined;
  const [, state] = itemsOf(said.at('Data')).find(([name]) => stateName.test(name)) ?? [];
  const stands = said.attributes.get('PropertyOperation') === 'Deleted' ? false : truth(state);
  if (stands === undefined) return undefined;
  const [, source] = itemsOf(said.at('Source')).find(([name]) => /source|token/i.test(name)) ?? [];
  const { name } = condition;
  return { notification: name, place: source ? { name: source } : undefined, condition: { name, stands } };
}

const itemsOf = (part: XmlElement | undefined): [name: string, value: string][] =>
  part
    ?.all('SimpleItem')
    .map(({ attributes }) => [attributes.get('Name') ?? '', (attributes.get('Value') ?? '').slice(0, 128)]) ?? [];

/** xs:boolean */
function truth(value: string | undefined): boolean | undefined {
  if (value === 'true' || value === '1') return true;
  return value === 'false' || value === '0' ? false : undefined;
}
