import { ProbeFailure } from '../probe/failure.ts';
import type { Probe } from '../probe/prober.ts';
import type { CameraAccounts } from '../rtsp/accounts.ts';
import { Authenticator, chooseChallenge, type Challenge, type Login } from '../rtsp/authentication.ts';
import { exchange, type WebAnswer, type WebRequest, type WebServer } from './exchange.ts';

/** What a refusal asks for, of all its headers; several challenges may stand in one (RFC 9110 section 11.6.1). */
export const challengeOf = ({ headers }: WebAnswer): Challenge | undefined =>
  chooseChallenge((headers['www-authenticate'] ?? []).flatMap((header) => header.split(/,\s*(?=(?:Basic|Digest)\s)/i)));

/** How a device is logged in to: never with the password in clear where anybody can read along. @throws ProbeFailure `unauthorised` */
export function authenticatorFor(server: WebServer, challenge: Challenge, login: Login): Authenticator {
  if (challenge.scheme === 'basic' && server.scheme === 'http')
    throw new ProbeFailure('unauthorised', 'the device wants the password in clear; let it be asked over https');
  return new Authenticator(challenge, login);
}

/** The answer to a request, with the camera's account where it asks for one: tried once. @throws ProbeFailure */
export async function exchangeWithLogin(
  server: WebServer,
  request: WebRequest,
  probe: Probe,
  accounts: CameraAccounts,
): Promise<WebAnswer> {
  const bare = await exchange(server, request);
  if (bare.status !== 401) return bare;
  const account = await accounts.take(probe);
  try {
    const challenge = challengeOf(bare);
    if (!challenge || !account.login) throw new ProbeFailure('unauthorised', 'the web server asks for another login');
    const authenticator = authenticatorFor(server, challenge, account.login);
    const authorization = authenticator.authorization(request.method, request.path);
    const answer = await exchange(server, {
      ...request,
      headers: { ...request.headers, Authorization: authorization },
    });
    if (answer.status === 401) {
      account.refused();
      throw new ProbeFailure('unauthorised', 'the web server refuses the login');
    }
    account.accepted();
    return answer;
  } finally {
    account.release();
  }
}
