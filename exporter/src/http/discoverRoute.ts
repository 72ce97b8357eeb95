import { languages } from '@roundsman/contract/text.ts';
import type { RequestHandler, Response } from 'express';
import type { LiveTargets } from '../discovery/liveTargets.ts';
import { reportOf } from '../topology/report.ts';
import { reportText } from '../topology/reportText.ts';
import type { TopologyBook } from '../topology/topologyBook.ts';

const formats = ['json', 'text'] as const;

/**
 * `/discover[?site=SITE][&device=ID][&format=json|text][&language=en|zh]`: where what switches say differs from the inventory. JSON, or
 * a text for who asks for one (`Accept: text/plain`), in both languages unless one is named.
 */
export function discoverRoute(live: LiveTargets, book: TopologyBook): RequestHandler {
  return (request, response) => {
    const { site, device, format: asked, language: named } = request.query;
    const format =
      asked === undefined ? request.accepts([...formats]) || 'json' : formats.find((known) => known === asked);
    if (!format) return refuse(response, 400, `format: expected one of ${formats.join(', ')}`);
    const wanted = named === undefined ? languages : languages.filter((known) => known === named);
    if (wanted.length === 0) return refuse(response, 400, `language: expected one of ${languages.join(', ')}`);
    if (site !== undefined && !live.inventory.sites.some(({ id }) => id === site))
      return refuse(response, 404, 'site: the inventory has no site of this id');
    if (device !== undefined && !live.inventory.elements.some(({ id }) => id === device))
      return refuse(response, 404, 'device: the inventory has no element of this id');
    const only = { site: asText(site), device: asText(device) };
    response.vary('Accept');
    const report = reportOf(book, live.targets, only, Date.now());
    if (format === 'json') response.json(report);
    else response.type('text/plain').send(wanted.map((language) => reportText(report, language)).join('\n'));
  };
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function refuse(response: Response, status: number, message: string): void {
  response.status(status).type('text/plain').send(`${message}\n`);
}
