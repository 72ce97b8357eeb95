import type { z } from 'zod';
import type { AllowedNetworks } from '../allowedNetworks.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { Probe } from '../probe/prober.ts';
import type { CameraAccounts } from '../rtsp/accounts.ts';
import { exchangeWithLogin } from './login.ts';
import { webServerOf } from './server.ts';

const maxBytes = 4_194_304;

/** What a device says as JSON at one of its pages. @throws ProbeFailure, `protocol` with the field for what is not of the shape */
export async function readJson<T extends z.ZodType>(
  probe: Probe,
  page: { scheme: 'http' | 'https'; port?: number | undefined; path: string },
  shape: T,
  { accounts, allowed }: { accounts: CameraAccounts; allowed: AllowedNetworks },
): Promise<z.infer<T>> {
  const server = await webServerOf(probe, page, allowed);
  const request = { method: 'GET', path: page.path, maxBytes, deadline: probe.deadline } as const;
  const { status, body } = await exchangeWithLogin(server, request, probe, accounts);
  if (status !== 200) throw new ProbeFailure('protocol', `the web server answers with status ${status}`);
  const parsed = shape.safeParse(parse(body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ProbeFailure('protocol', `not the JSON that is expected: ${issue?.path.join('.')}: ${issue?.message}`);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new ProbeFailure('protocol', 'the web server answers with what is no JSON');
  }
}
