import { captureReport } from '@roundsman/contract/captureReport.ts';
import type { AllowedNetworks } from '../allowedNetworks.ts';
import { Emitter } from '../modules/emit.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { Prober } from '../probe/prober.ts';
import type { CameraAccounts } from '../rtsp/accounts.ts';
import type { Target } from '../targets.ts';
import { readJson } from '../web/json.ts';
import type { CaptureBook } from './captureBook.ts';
import { readFolder } from './folder.ts';

/** Counting files is work for a disk, and an hour is long. */
const folderReadMs = 300_000;

/** What a camera captured, read from where the inventory says; a camera that reports by itself only shows what it did. */
export function captureProber(parts: {
  accounts: CameraAccounts;
  allowed: AllowedNetworks;
  book: CaptureBook;
  /** Below which the folders of the inventory are; absent: none is read. */
  root: string | undefined;
}): Prober {
  const { book, root } = parts;
  const read = new WeakMap<Target, number>();
  return async (probe) => {
    const { target, deadline } = probe;
    const { capture, timezone } = target.managed;
    if (!capture) throw new Error(`${target.id} has the module capture and no key capture`);
    try {
      if ('http' in capture) book.take(target, await readJson(probe, capture.http, captureReport, parts));
      else if ('folder' in capture && performance.now() - (read.get(target) ?? -Infinity) >= folderReadMs) {
        if (root === undefined)
          throw new ProbeFailure('unreachable', 'captures.folder of the exporter names no folder');
        book.take(target, await readFolder(root, capture.folder, { now: Date.now(), timezone, deadline }));
        read.set(target, performance.now());
      }
    } finally {
      book.show(target, Emitter.of(probe.exposition));
    }
  };
}
