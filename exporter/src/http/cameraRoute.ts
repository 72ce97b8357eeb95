import { pictureFaultIds, pictureModeIds } from '@roundsman/contract/pictureFaults.ts';
import { groupOfModule } from '@roundsman/contract/vocabulary.ts';
import { Router, type RequestHandler, type Response } from 'express';
import { cameraReportOf } from '../camera/report.ts';
import type { PictureBook } from '../camera/pictureBook.ts';
import { drawReference } from '../camera/referenceDrawing.ts';
import type { ProbeRunner } from '../probe/runner.ts';
import type { Target, Targets } from '../targets.ts';
import { cameraPage } from './cameraPage.ts';
import { sendPage } from './sendPage.ts';

export interface CameraRouteParts {
  targets: () => Targets;
  runner: ProbeRunner;
  /** The samples of a camera's streams, of the newest visits. */
  streams: (camera: string) => string;
  /** Absent where no pictures are judged. */
  book: PictureBook | undefined;
}

/**
 * `/camera/<id>[?format=json]`: how a camera sees; its photos `/camera/<id>/picture.jpg` (the newest) and
 * `/camera/<id>/evidence/<fault>.jpg` (the newest that shows the fault), and what is learnt of its view, drawn:
 * `/camera/<id>/reference/<mode>.svg`, the time in `Last-Modified`; and `POST /camera/<id>/reference/reset`, to learn its view anew.
 */
export function cameraRoute({ targets, runner, streams, book }: CameraRouteParts): RequestHandler {
  const router = Router();
  const camera = (id: string | undefined): Target | undefined => {
    const target = targets().get(id ?? '');
    return target?.modules.some((module) => groupOfModule[module] === 'rtsp') ? target : undefined;
  };
  const photo = async (response: Response, id: string, name: string): Promise<void> => {
    const wanted = (['picture', ...pictureFaultIds] as const).find((known) => known === name);
    const found = camera(id) && wanted && (await book?.photo(id, wanted));
    if (found) send(response, 'image/jpeg', found.jpeg, found.at);
    else refuse(response, 404, 'there is no such picture 没有该图片');
  };
  router.get('/camera/:id/picture.jpg', ({ params }, response) => photo(response, params.id, 'picture'));
  router.get('/camera/:id/evidence/:fault.jpg', ({ params }, response) =>
    params.fault === 'picture'
      ? refuse(response, 404, 'there is no such fault 没有该故障')
      : photo(response, params.id, params.fault),
  );
  router.get('/camera/:id/reference/:mode.svg', ({ params }, response) => {
    const mode = pictureModeIds.find((known) => known === params.mode);
    const learnt = camera(params.id) && mode && book?.record(params.id)?.memory.references[mode];
    if (learnt) send(response, 'image/svg+xml', drawReference(learnt), learnt.learntAt);
    else refuse(response, 404, 'nothing is learnt in this mode 该模式下尚未学习场景');
  });
  router.post('/camera/:id/reference/reset', async (request, response) => {
    // A page of another site must not do this in the name of who may.
    if (request.get('sec-fetch-site') === 'cross-site') return refuse(response, 403, 'ask from here 请在本站操作');
    const { id } = request.params;
    if (!camera(id) || !book) return refuse(response, 404, 'there is no such camera 没有该摄像机');
    await book.resetReference(id);
    response.redirect(303, `../../${encodeURIComponent(id)}`);
  });
  router.get('/camera/:id', (request, response) => {
    const target = camera(request.params.id);
    if (!target) return refuse(response, 404, 'the inventory has no camera of this id 台账中没有该摄像机');
    const report = cameraReportOf(target, runner.last(target.id, 'rtsp'), {
      judges: book !== undefined,
      record: book?.record(target.id),
      streams: streams(target.id),
    });
    if (request.query.format === 'json') response.json(report);
    else sendPage(response, `Camera 摄像机 ${target.id}`, cameraPage(report));
  });
  return router;
}

/** A picture as it was at this time, ms since 1970. */
function send(response: Response, type: string, picture: Buffer | string, at: number): void {
  response
    .set({
      'Last-Modified': new Date(at).toUTCString(),
      'Content-Security-Policy': "default-src 'none'",
      'Cache-Control': 'private, no-cache',
      'X-Content-Type-Options': 'nosniff',
    })
    .type(type)
    .send(picture);
}

function refuse(response: Response, status: number, message: string): void {
  response.status(status).type('text/plain').send(`${message}\n`);
}
