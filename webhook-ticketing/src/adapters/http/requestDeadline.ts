import type { RequestHandler } from 'express';
import { HttpProblem, sendProblem } from './httpProblem.ts';
import { requestIdOf } from './requestLog.ts';

/** Answers `internal` when nothing was answered in time; what is ready later finds the reply gone. */
export const requestDeadline =
  (milliseconds: number): RequestHandler =>
  (_request, response, next) => {
    const timer = setTimeout(() => {
      if (response.headersSent) return;
      sendProblem(response, new HttpProblem('internal', { detail: 'the answer took too long' }), requestIdOf(response));
    }, milliseconds);
    response.once('close', () => {
      clearTimeout(timer);
    });
    next();
  };
