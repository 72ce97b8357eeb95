import type { ElementKind } from '../vocabulary.ts';
import type { Refer, Report } from './checking.ts';
import type { Element } from './schema.ts';
import type { Located } from './source.ts';

/** Faults in how the management of a camera or recorder is judged. */
export function checkManaged(
  entry: Located<Element>,
  refer: Refer,
  report: Report,
  kindOf: (id: string) => ElementKind | undefined,
): void {
  const { id, modules, recording } = entry.value;
  if (!recording) return;
  if (modules.includes('http_recording') && !recording.http)
    report(
      entry,
      ['recording'],
      `"${id}" has the module http_recording and does not say where, recording: { http: {} }`,
    );
  recording.channels.forEach(({ element }, i) => {
    const path = ['recording', 'channels', i, 'element'];
    refer(entry, path, 'element', element);
    const kind = kindOf(element);
    if (kind && kind !== 'camera') report(entry, path, `"${element}" is a ${kind}, which has no picture to record`);
  });
}
