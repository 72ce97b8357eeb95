import { probeGroups } from '@roundsman/contract/vocabulary.ts';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Logger } from 'pino';
import type { CaptureBook } from '../capture/captureBook.ts';
import type { AlarmBook } from '../carrier/alarmBook.ts';
import type { CredentialStore } from '../credentials.ts';
import { discover } from '../discovery/httpSd.ts';
import type { LiveTargets } from '../discovery/liveTargets.ts';
import type { OwnMetrics } from '../ownMetrics.ts';
import type { ProbeRunner } from '../probe/runner.ts';
import type { TopologyBook } from '../topology/topologyBook.ts';
import type { Journal } from '../traps/journal.ts';
import { alarmsRoute } from './alarmsRoute.ts';
import { capturesRoute } from './capturesRoute.ts';
import { requireBearer } from './bearer.ts';
import { cameraRoute, type CameraRouteParts } from './cameraRoute.ts';
import { discoverRoute } from './discoverRoute.ts';
import { targetsPage } from './page.ts';
import { probeRoute } from './probeRoute.ts';
import { sendPage } from './sendPage.ts';
import { trapsRoute } from './trapsRoute.ts';

export interface RouteParts {
  live: LiveTargets;
  runner: ProbeRunner;
  topology: TopologyBook;
  metrics: OwnMetrics;
  token: string | undefined;
  /** The last traps and informs, where they are received. */
  journal: Journal | undefined;
  /** Who may report alarms and captures, and where they go. */
  reports: { credentials: CredentialStore; alarms: AlarmBook; captures: CaptureBook };
  cameras: Pick<CameraRouteParts, 'book' | 'streams'>;
  log: Logger;
}

/** The HTTP face of the exporter. */
export function routes({
  live,
  runner,
  topology,
  metrics,
  token,
  journal,
  reports,
  cameras,
  log,
}: RouteParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get('/healthz', (_request, response) => void response.type('text/plain').send('ok\n'));
  // Have tokens of their own, one for each manager or camera.
  app.use(alarmsRoute(() => live.targets, reports));
  app.use(capturesRoute(() => live.targets, reports));
  app.use(requireBearer(token));
  app.get(
    '/probe',
    probeRoute(() => live.targets, runner),
  );
  app.get('/sd', (request, response) => {
    const group = probeGroups.find((known) => known === request.query.module);
    if (!group) {
      response
        .status(400)
        .type('text/plain')
        .send(`module: expected one of ${probeGroups.join(', ')}\n`);
      return;
    }
    const { body, etag } = discover(live.targets, group);
    response.set('ETag', etag).type('application/json').send(body);
  });
  app.get('/discover', discoverRoute(live, topology));
  app.get('/metrics', async (_request, response) => {
    response.set('Content-Type', metrics.registry.contentType).end(await metrics.registry.metrics());
  });
  app.use(cameraRoute({ ...cameras, runner, targets: () => live.targets }));
  app.get('/traps', trapsRoute(journal));
  app.get('/', (request, response) => {
    const { contains } = request.query;
    const body = targetsPage(live.targets, runner, typeof contains === 'string' ? contains : '');
    sendPage(response, 'Roundsman exporter 探测器', body);
  });
  app.use((_request, response) => void response.status(404).type('text/plain').send('there is nothing here\n'));
  const failed: ErrorRequestHandler = (error: unknown, request, response, next) => {
    log.error({ err: error, path: request.path, target: request.query.target }, 'request failed');
    if (response.headersSent) next(error);
    else response.status(500).type('text/plain').send('the exporter failed; its log says why\n');
  };
  app.use(failed);
  return app;
}
