import { captureReport } from '@roundsman/contract/captureReport.ts';
import type { Router } from 'express';
import type { CaptureBook } from '../capture/captureBook.ts';
import { captureFeed, type CredentialStore } from '../credentials.ts';
import type { Targets } from '../targets.ts';
import { reportRoute } from './reportRoute.ts';

/** `POST /captures/<device>` with the token that the camera's `capture.push` names: how much it captured. */
export const capturesRoute = (
  targets: () => Targets,
  { credentials, captures }: { credentials: CredentialStore; captures: CaptureBook },
): Router =>
  reportRoute({
    ...{ path: '/captures', targets, shape: captureReport },
    tokenOf: (target) => {
      const credential = target.modules.includes('capture') ? credentials.find(captureFeed(target)) : undefined;
      return credential?.type === 'capture_feed' ? credential.token : undefined;
    },
    malformed: {
      en: 'this is no report of captures; docs/asking.md has one',
      zh: '抓拍上报格式错误，示例见 docs/asking.md',
    },
    take: (target, report) => {
      captures.take(target, report);
      return { answer: { taken: true } };
    },
  });
