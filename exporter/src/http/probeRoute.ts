import { gzipSync } from 'node:zlib';
import { groupOfModule, probeGroups } from '@roundsman/contract/vocabulary.ts';
import type { RequestHandler, Response } from 'express';
import { ExporterFailure } from '../probe/failure.ts';
import { OverCapacity } from '../probe/lane.ts';
import { scrapePatienceSeconds } from '../probe/patience.ts';
import { explained } from '../probe/explained.ts';
import type { ProbeReport, ProbeRunner } from '../probe/runner.ts';
import type { Targets } from '../targets.ts';

const expositionType = 'text/plain; version=0.0.4; charset=utf-8';
/** Below this, compressing costs more than it saves. */
const gzipFromBytes = 1024;

/** `/probe?target=DEVICE[&module=snmp|reach|rtsp|topology|management][&debug=true]`: what all modules of the device in that group say, in one answer; 200 for every answer about a device, be it dead or alive. */
export function probeRoute(targets: () => Targets, runner: ProbeRunner): RequestHandler {
  return async (request, response) => {
    const { target: id, module: asked, debug } = request.query;
    const group = asked === undefined ? 'snmp' : probeGroups.find((known) => known === asked);
    if (!group) return refuse(response, 400, `module: expected one of ${probeGroups.join(', ')}`);
    if (typeof id !== 'string') return refuse(response, 400, 'target: expected the id of a device of the inventory');
    const target = targets().get(id);
    if (!target) return refuse(response, 404, 'target: the inventory has no probed device of this id');
    if (!target.modules.some((module) => groupOfModule[module] === group))
      return refuse(response, 400, `module: ${id} is probed with ${target.modules.join(', ')}`);
    let report: ProbeReport;
    try {
      const patienceSeconds = scrapePatienceSeconds(request.get('x-prometheus-scrape-timeout-seconds'));
      report = await (debug === 'true'
        ? runner.explain(target, group, patienceSeconds)
        : runner.run(target, group, patienceSeconds));
    } catch (error) {
      if (error instanceof OverCapacity) return refuse(response, 503, `over capacity: ${error.message}`);
      if (error instanceof ExporterFailure) return refuse(response, 503, `the exporter cannot ask: ${error.message}`);
      throw error;
    }
    if (debug === 'true') response.type('text/plain').send(explained(id, group, report));
    else send(response, report.text, request.acceptsEncodings('gzip') === 'gzip');
  };
}

function send(response: Response, text: string, gzip: boolean): void {
  response.setHeader('Content-Type', expositionType);
  response.setHeader('Vary', 'Accept-Encoding');
  if (!gzip || text.length < gzipFromBytes) {
    response.end(text);
    return;
  }
  response.setHeader('Content-Encoding', 'gzip');
  response.end(gzipSync(text, { level: 1 }));
}

function refuse(response: Response, status: number, message: string): void {
  response.status(status).type('text/plain').send(`${message}\n`);
}
