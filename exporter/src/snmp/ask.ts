import type { SnmpRequest, SnmpResponse } from './pdu.ts';
import type { Answered } from './socket.ts';

/** One exchange with an agent, retries included. */
export type Exchange = Answered<SnmpResponse>;
/** Asks one agent. @throws ProbeFailure `timeout`, `refused`, `unreachable`, `unauthorised` or `protocol` */
export type Ask = (request: SnmpRequest) => Promise<Exchange>;
