/** Why a device failed its probe; the label `reason` of `probe_failure_info`. */
export type FailureReason =
  'timeout' | 'refused' | 'unreachable' | 'unauthorised' | 'no_media' | 'protocol' | 'credentials_missing';

/** The device failed, not the exporter: becomes `probe_success 0` with the reason. The message never holds a secret. */
export class ProbeFailure extends Error {
  readonly reason: FailureReason;
  /** How the exporter counts it; finer than the reason where the rules need not know. */
  readonly outcome: string;
  constructor(reason: FailureReason, message: string, outcome: string = reason) {
    super(message);
    this.name = 'ProbeFailure';
    this.reason = reason;
    this.outcome = outcome;
  }
}

/** The exporter cannot ask, for want of something of its own: the scrape fails with 503 and the reason, the device is not judged. */
export class ExporterFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExporterFailure';
  }
}

const refused = new Set(['ECONNREFUSED']);
const timedOut = new Set(['ETIMEDOUT']);
/** `EACCES` and `EPERM` are how Linux reports a packet that the local firewall or a prohibit route refused. */
const unreachable = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EACCES',
  'EPERM',
]);

/** What an error of a socket or of name resolution says about the device. */
export function failureOf(error: NodeJS.ErrnoException): ProbeFailure {
  const code = error.code ?? '';
  if (refused.has(code)) return new ProbeFailure('refused', 'the device refuses the connection');
  if (timedOut.has(code)) return new ProbeFailure('timeout', 'the connection timed out');
  if (unreachable.has(code)) return new ProbeFailure('unreachable', `no way to the device (${code})`);
  return new ProbeFailure('protocol', `the connection broke (${code || error.message})`);
}
