import express, { type ErrorRequestHandler, type Express, type Response } from 'express';
import { z } from 'zod';
import { devicesOf } from '../fleet.ts';
import { manners, type MannersBook } from '../manners.ts';
import { faultKindIds, faultKinds, type ActiveFault } from '../plant/faultKinds.ts';
import { FaultRefused, type Plant } from '../plant/plant.ts';
import { faultRequest, type ShownCamera, type ShownFault, type ShownKind } from './shapes.ts';

const show = ({ onset, ...fault }: ActiveFault): ShownFault => ({ ...fault, onset: new Date(onset).toISOString() });

const statusOf = {
  unknown_element: 404,
  wrong_kind: 400,
  already_active: 409,
  not_recorded: 400,
  not_past: 400,
} as const;

/** The control interface of the simulator: faults in and out, and how the devices fare. JSON; errors are `{ error }`. */
export function controlApp(plant: Plant, book: MannersBook, cameras: () => ShownCamera[]): Express {
  const elements = [...plant.topology.elements.values()];
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '4kb', strict: true }));

  app.get('/healthz', (_, response) => void response.json({ status: 'ok' }));
  app.get('/faults', (_, response) => {
    response.json(
      faultKindIds.map((kind): ShownKind => ({
        kind,
        name: faultKinds[kind].name,
        targets: elements.filter((element) => element.kind in faultKinds[kind].targets).map(({ id }) => id),
      })),
    );
  });
  app.get('/faults/active', (_, response) => void response.json(plant.active().map(show)));
  app.post('/faults', (request, response) => {
    const body = faultRequest.safeParse(request.body);
    if (!body.success) return refuse(response, 400, explain(body.error));
    try {
      const { kind, target, since } = body.data;
      response.status(201).json(show(plant.inject(kind, target, since)));
    } catch (error) {
      if (!(error instanceof FaultRefused)) throw error;
      refuse(response, statusOf[error.reason], error.message);
    }
  });
  app.delete('/faults/:id', (request, response) => {
    if (plant.clear(request.params.id)) response.status(204).end();
    else refuse(response, 404, `no active fault "${request.params.id}"; see GET /faults/active`);
  });
  app.get('/manners', (_, response) => void response.json(Object.fromEntries(book.ill())));
  app.put('/manners/:id', (request, response) => {
    const { id } = request.params;
    if (!devicesOf({ elements }).some((device) => device.id === id))
      return refuse(response, 404, `the inventory has no device "${id}" with an address`);
    const body = manners.safeParse(request.body);
    if (!body.success) return refuse(response, 400, explain(body.error));
    book.set(id, body.data);
    response.json(body.data);
  });
  app.delete('/manners/:id', (request, response) => {
    if (book.mend(request.params.id)) response.status(204).end();
    else refuse(response, 404, `"${request.params.id}" behaves well; see GET /manners`);
  });
  app.get('/cameras', (_, response) => void response.json(cameras()));
  app.get('/devices', (_, response) => {
    response.json(
      devicesOf({ elements }).map(({ id, kind, address }) => ({
        id,
        kind,
        address,
        ...plant.condition(id),
        startedAt: new Date(plant.bootedAt(id)).toISOString(),
        ...(kind === 'ups' && { ups: plant.ups(id) }),
      })),
    );
  });
  app.use((request, response) => refuse(response, 404, `no ${request.method} ${request.path} here`));
  app.use(malformedBody);
  return app;
}

const explain = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');

const refuse = (response: Response, status: number, error: string): void =>
  void response.status(status).json({ error });

const httpError = z.object({ status: z.number().int().min(400).max(499), message: z.string() });

/** What the body parser refuses is the sender's fault and says so; the rest goes to express. */
const malformedBody: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const parsed = httpError.safeParse(error);
  if (parsed.success) refuse(response, parsed.data.status, parsed.data.message);
  else next(error);
};
