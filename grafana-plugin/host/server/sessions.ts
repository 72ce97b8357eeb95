import { randomBytes } from 'node:crypto';
import type { Language } from '@roundsman/contract/text.ts';
import type { UserRole } from '@roundsman/contract/vocabulary.ts';
import type { GrafanaUser } from './identity.ts';
import { orgRoleOf } from './roles.ts';

export interface PreviewSession {
  user: GrafanaUser;
  language: Language;
}

const lifetimeMs = 12 * 3600 * 1000;
const mostSessions = 1000;

/** Who is logged in at the preview, by the secret of their cookie. Forgotten when the process ends. */
export class Sessions {
  private readonly bySecret = new Map<string, PreviewSession & { until: number }>();
  private readonly userIds = new Map<string, number>();

  /** Answers the secret for the cookie (256 random bits). The oldest session makes way when there are too many. */
  open(login: string, role: UserRole, language: Language): string {
    const [oldest] = this.bySecret.keys();
    if (oldest !== undefined && this.bySecret.size >= mostSessions) {
      this.bySecret.delete(oldest);
    }
    const id = this.userIds.get(login) ?? this.userIds.size + 1;
    this.userIds.set(login, id);
    const secret = randomBytes(32).toString('base64url');
    const user = { id, login, role: orgRoleOf[role] };
    this.bySecret.set(secret, { user, language, until: Date.now() + lifetimeMs });
    return secret;
  }

  find(secret: string | undefined): PreviewSession | undefined {
    const session = secret === undefined ? undefined : this.bySecret.get(secret);
    return session && session.until > Date.now() ? session : undefined;
  }

  close(secret: string | undefined): void {
    this.bySecret.delete(secret ?? '');
  }
}
