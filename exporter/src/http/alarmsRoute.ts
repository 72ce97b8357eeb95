import { createHash, timingSafeEqual } from 'node:crypto';
import { carrierAlarmReport } from '@roundsman/contract/carrierAlarms.ts';
import express, { Router, type ErrorRequestHandler, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { AlarmBook } from '../carrier/alarmBook.ts';
import type { CredentialStore } from '../credentials.ts';
import type { Targets } from '../targets.ts';
import { Rates } from '../traps/rate.ts';

const maxBody = '2mb';
const perSecond = 5;
const burst = 50;
const maxFaults = 20;
/** How far ahead a manager's clock may be; beyond, it would keep newer news out. */
const maxAheadMs = 24 * 3_600_000;

export interface AlarmsRouteParts {
  targets: () => Targets;
  credentials: CredentialStore;
  book: AlarmBook;
}

/** `POST /alarms/<device>` with the token of the device's credentials: a report of a carrier's network manager. */
export function alarmsRoute({ targets, credentials, book }: AlarmsRouteParts): Router {
  const rates = new Rates(perSecond, burst, () => performance.now());
  const authorise: RequestHandler<{ id: string }> = (request, response, next) => {
    const target = targets().get(request.params.id);
    const credential = target?.modules.includes('carrier_alarms') ? credentials.find(target.credentials) : undefined;
    const token = credential?.type === 'alarm_feed' ? credential.token : undefined;
    if (!isSame(request.get('authorization') ?? '', token)) {
      response.set('WWW-Authenticate', 'Bearer realm="roundsman exporter, alarms"');
      return refuse(response, 401, refusals.unauthorised);
    }
    if (!rates.take(request.params.id)) {
      response.set('Retry-After', '10');
      return refuse(response, 429, refusals.tooMany);
    }
    next();
  };
  const enter: RequestHandler<{ id: string }> = (request, response) => {
    const report = carrierAlarmReport.safeParse(request.body);
    if (!report.success) {
      const faults = report.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      return refuse(response, 400, refusals.malformed, faults.slice(0, maxFaults));
    }
    const latest = Date.now() + maxAheadMs;
    const { time, alarms } = report.data;
    if (time > latest || alarms.some(({ eventTime }) => eventTime > latest))
      return refuse(response, 400, refusals.future);
    response.json(book.report(request.params.id, report.data));
  };
  const unreadable: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    const { status } = httpFault.safeParse(error).data ?? {};
    if (status === 413) refuse(response, 413, refusals.tooLarge);
    else if (status === 400 || status === 415) refuse(response, 400, refusals.malformed);
    else next(error);
  };
  const router = Router();
  router.post('/alarms/:id', authorise, express.json({ limit: maxBody }), enter, unreadable);
  return router;
}

/** An error of the body's parser. */
const httpFault = z.object({ status: z.number() });

/** Compared by digest: whatever is sent, and whether or not there is a token, it takes the same time. */
function isSame(header: string, token: string | undefined): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const same = timingSafeEqual(digest(header), digest(`Bearer ${token ?? ''}`));
  return same && token !== undefined;
}

const refusals = {
  unauthorised: {
    en: 'send the token of the device as "Authorization: Bearer ..."',
    zh: '请以 "Authorization: Bearer ..." 发送该设备的令牌',
  },
  tooMany: { en: 'too many reports; put more alarms into one', zh: '上报过于频繁，请合并告警后再发' },
  tooLarge: { en: `a report may have ${maxBody}`, zh: `单次上报不得超过 ${maxBody}` },
  malformed: { en: 'this is no report of alarms; docs/traps.md has one', zh: '告警上报格式错误，示例见 docs/traps.md' },
  future: {
    en: 'a time is more than a day ahead; set the clock of the manager right',
    zh: '时间超前一天以上，请校正网管时钟',
  },
} as const;

function refuse(
  response: Response,
  status: number,
  error: (typeof refusals)[keyof typeof refusals],
  faults: readonly string[] = [],
): void {
  response.status(status).json({ error, faults });
}
