import { createHash, timingSafeEqual } from 'node:crypto';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import express, { Router, type ErrorRequestHandler, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { Target, Targets } from '../targets.ts';
import { Rates } from '../traps/rate.ts';

const maxBody = '2mb';
const perSecond = 5;
const burst = 50;
const maxFaults = 20;

export interface ReportRouteParts<Shape extends z.ZodType> {
  /** `/alarms` for `POST /alarms/<device>`. */
  path: string;
  targets: () => Targets;
  /** The token of whoever may report for a device; undefined: nobody may. */
  tokenOf: (target: Target) => string | undefined;
  shape: Shape;
  /** What a report is not, when it is not of the shape. */
  malformed: LocalizedText;
  /** Takes a report in: the answer to it, or why it is refused. */
  take: (target: Target, report: z.output<Shape>) => { answer: object } | { refusal: LocalizedText };
}

/** `POST <path>/<device>` with a token of the device's own: something that reports by itself. Bounded in size and rate. */
export function reportRoute<Shape extends z.ZodType>(parts: ReportRouteParts<Shape>): Router {
  const { path, targets, tokenOf, shape, malformed, take } = parts;
  const rates = new Rates(perSecond, burst, () => performance.now());
  const authorise: RequestHandler<{ id: string }> = (request, response, next) => {
    const target = targets().get(request.params.id);
    if (!isSame(request.get('authorization') ?? '', target && tokenOf(target))) {
      response.set('WWW-Authenticate', `Bearer realm="roundsman exporter, ${path.slice(1)}"`);
      return refuse(response, 401, refusals.unauthorised);
    }
    if (!rates.take(request.params.id)) {
      response.set('Retry-After', '10');
      return refuse(response, 429, refusals.tooMany);
    }
    next();
  };
  const enter: RequestHandler<{ id: string }> = (request, response) => {
    const report = shape.safeParse(request.body);
    if (!report.success) {
      const faults = report.error.issues.map(({ path: field, message }) => `${field.join('.')}: ${message}`);
      return refuse(response, 400, malformed, faults.slice(0, maxFaults));
    }
    const target = targets().get(request.params.id);
    if (!target) return refuse(response, 401, refusals.unauthorised);
    const taken = take(target, report.data);
    if ('refusal' in taken) refuse(response, 400, taken.refusal);
    else response.json(taken.answer);
  };
  const unreadable: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    const { status } = httpFault.safeParse(error).data ?? {};
    if (status === 413) refuse(response, 413, refusals.tooLarge);
    else if (status === 400 || status === 415) refuse(response, 400, malformed);
    else next(error);
  };
  const router = Router();
  router.post(`${path}/:id`, authorise, express.json({ limit: maxBody }), enter, unreadable);
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
  tooMany: { en: 'too many reports; put more into one', zh: '上报过于频繁，请合并后再发' },
  tooLarge: { en: `a report may have ${maxBody}`, zh: `单次上报不得超过 ${maxBody}` },
} as const;

function refuse(response: Response, status: number, error: LocalizedText, faults: readonly string[] = []): void {
  response.status(status).json({ error, faults });
}
