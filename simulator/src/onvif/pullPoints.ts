import { sightOf } from '../plant/sight.ts';
import type { LookName } from '../picture/looks.ts';
import { deviceClock } from '../plant/deviceClock.ts';
import type { OnvifDevice } from './services.ts';
import type { SoapRequest } from './soap.ts';

interface PullPoint {
  /** Milliseconds of `performance.now`. */
  expires: number;
  /** What it has been told last, by topic. */
  told: Map<string, boolean>;
}

const tampering: ReadonlySet<LookName> = new Set(['covered', 'moved', 'defocused']);
const topics: Readonly<Record<string, (look: LookName) => boolean>> = {
  'tns1:VideoSource/GlobalSceneChange/ImagingService': (look) => tampering.has(look),
  'tns1:VideoSource/SignalLoss': (look) => look === 'no_signal',
};
const maxPullPoints = 4;
const maxLifeSeconds = 600;
const maxWaitSeconds = 20;
const lookMs = 100;

/** Events of a camera, by pull points (ONVIF core specification section 9): tampering and loss of the video signal. */
export class PullPoints {
  readonly #device: OnvifDevice;
  readonly #points = new Map<string, PullPoint>();
  #made = 0;

  constructor(device: OnvifDevice) {
    this.#device = device;
  }

  /** Undefined where it has as many as it can. @param path before the number of the pull point. */
  subscribe(request: SoapRequest, path: string): string | undefined {
    for (const [number, { expires }] of this.#points) if (expires < performance.now()) this.#points.delete(number);
    if (this.#points.size >= maxPullPoints) return undefined;
    this.#made += 1;
    const point: PullPoint = { expires: 0, told: new Map() };
    this.#points.set(String(this.#made), point);
    return `<tev:CreatePullPointSubscriptionResponse><tev:SubscriptionReference><a:Address>${this.#device.url}${path}/${this.#made}</a:Address></tev:SubscriptionReference>${this.#renew(point, request.text('InitialTerminationTime'))}</tev:CreatePullPointSubscriptionResponse>`;
  }

  /** Undefined where there is no such pull point, or no such operation. */
  async answer(request: SoapRequest, number: string): Promise<string | undefined> {
    const point = this.#points.get(number);
    if (!point || point.expires < performance.now()) return undefined;
    switch (request.operation) {
      case 'PullMessages':
        return this.#pull(point, secondsOf(request.text('Timeout')) ?? 1);
      case 'Renew':
        return `<wsnt:RenewResponse>${this.#renew(point, request.text('TerminationTime'))}</wsnt:RenewResponse>`;
      case 'Unsubscribe':
        this.#points.delete(number);
        return '<wsnt:UnsubscribeResponse/>';
      default:
        return undefined;
    }
  }

  async #pull(point: PullPoint, waitSeconds: number): Promise<string> {
    const until = performance.now() + Math.min(waitSeconds, maxWaitSeconds) * 1000;
    let news = this.#news(point);
    while (news === '' && performance.now() < until) {
      await new Promise((wake) => setTimeout(wake, lookMs));
      news = this.#news(point);
    }
    return `<tev:PullMessagesResponse>${this.#times(point)}${news}</tev:PullMessagesResponse>`;
  }

  /** What stands otherwise than this pull point knows; at first, all. */
  #news({ told }: PullPoint): string {
    const { element, plant } = this.#device;
    const { look } = sightOf(element.id, plant);
    const at = new Date(deviceClock(element.id, plant)).toISOString();
    return Object.entries(topics)
      .map(([topic, holds]) => {
        const stands = holds(look);
        if (told.get(topic) === stands) return '';
        const operation = told.has(topic) ? 'Changed' : 'Initialized';
        told.set(topic, stands);
        return `<wsnt:NotificationMessage><wsnt:Topic Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet">${topic}</wsnt:Topic><wsnt:Message><tt:Message UtcTime="${at}" PropertyOperation="${operation}"><tt:Source><tt:SimpleItem Name="Source" Value="video0"/></tt:Source><tt:Data><tt:SimpleItem Name="State" Value="${stands}"/></tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>`;
      })
      .join('');
  }

  #renew(point: PullPoint, wished: string | undefined): string {
    point.expires = performance.now() + Math.min(secondsOf(wished) ?? 60, maxLifeSeconds) * 1000;
    return this.#times(point, 'wsnt');
  }

  #times({ expires }: PullPoint, prefix = 'tev'): string {
    const now = deviceClock(this.#device.element.id, this.#device.plant);
    const [current, end] = [now, now + expires - performance.now()].map((at) => new Date(at).toISOString());
    return `<${prefix}:CurrentTime>${current}</${prefix}:CurrentTime><${prefix}:TerminationTime>${end}</${prefix}:TerminationTime>`;
  }
}

/** xs:duration of minutes and seconds. */
function secondsOf(duration: string | undefined): number | undefined {
  const [, minutes = '0', seconds = '0'] = /^PT(?:(\d{1,4})M)?(?:(\d{1,5})(?:\.\d+)?S)?$/.exec(duration ?? '') ?? [];
  return duration === undefined ? undefined : Number(minutes) * 60 + Number(seconds);
}
