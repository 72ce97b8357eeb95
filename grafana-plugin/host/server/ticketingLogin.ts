import { problem } from '@roundsman/contract/errors.ts';
import { session, type Session } from '@roundsman/contract/session.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';

export type LoginOutcome = { session: Session } | { status: number; title: LocalizedText; remedy: LocalizedText };

const deadlineMs = 10_000;
const noAnswer = {
  status: 502,
  title: { en: 'The ticketing service does not answer', zh: '工单服务无响应' },
  remedy: { en: 'Try again in a few seconds.', zh: '请几秒后重试。' },
};

/**
 * Has the ticketing service check a login. The session that this opens there is closed again: the preview needs to know who it
 * is, not to hold their session.
 */
export async function checkLogin(ticketingUrl: string, login: string, password: string): Promise<LoginOutcome> {
  const url = `${ticketingUrl}/api/v1/session`;
  const signal = AbortSignal.timeout(deadlineMs);
  let reply: Response;
  try {
    const headers = { 'content-type': 'application/json' };
    reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ login, password }), signal });
  } catch {
    return noAnswer;
  }
  const body: unknown = await reply.json().catch(() => null);
  if (!reply.ok) {
    const said = problem.safeParse(body);
    return said.success ? said.data : noAnswer;
  }
  const opened = session.parse(body);
  const cookie = reply.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  await fetch(url, { method: 'DELETE', headers: { cookie, 'x-csrf-token': opened.csrfToken }, signal });
  return { session: opened };
}
