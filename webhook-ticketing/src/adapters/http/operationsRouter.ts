import express, { type Router } from 'express';
import { bearerToken, sameSecret } from './bearerToken.ts';
import type { HttpDependencies } from './httpDependencies.ts';
import { HttpProblem, sendProblem } from './httpProblem.ts';
import { requestIdOf } from './requestLog.ts';

/** For whoever runs the service: alive (`/healthz`), able to work (`/readyz`), in figures (`/metrics`, with its token). */
export function operationsRouter({ notReady, metrics, tokens }: HttpDependencies): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const reasons = await notReady();
    response.status(reasons.length === 0 ? 200 : 503).json({ ready: reasons.length === 0, reasons });
  });
  router.get('/metrics', async (request, response) => {
    if (!sameSecret(bearerToken(request) ?? '', tokens.metrics)) {
      sendProblem(response, new HttpProblem('unauthenticated'), requestIdOf(response));
      return;
    }
    const { contentType, body } = await metrics.render();
    // `set` would add a second charset to a content type that has parameters; Prometheus reads them strictly.
    response.setHeader('Content-Type', contentType);
    response.end(body);
  });
  return router;
}
