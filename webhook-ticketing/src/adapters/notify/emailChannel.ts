import { types } from 'node:util';
import { createTransport, type Transporter } from 'nodemailer';
import type { TicketingConfig } from '../../config.ts';
import { DeliveryFailed } from '../../application/delivery.ts';
import type { OutboxMessage } from '../../application/store.ts';

type SmtpConfig = NonNullable<TicketingConfig['notify']['smtp']>;

const timeouts = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 8_000, dnsTimeout: 3_000 };

export interface EmailChannel {
  /** Resolves when the server has taken the message for its recipient. @throws DeliveryFailed */
  send(address: string, message: OutboxMessage): Promise<void>;
  close(): void;
}

/** E-mail by SMTP (RFC 5321). A repeated message has the same Message-ID, by which mail readers show it once. */
export function emailChannel(config: SmtpConfig, login: { user: string; password: string } | null): EmailChannel {
  const { host, port, secure, from } = config;
  const transport: Transporter = createTransport({
    ...timeouts,
    host,
    port,
    secure,
    // A password never goes over a line that anybody can read.
    requireTLS: login !== null && !secure,
    ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
    pool: true,
    maxConnections: 4,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.split('@')[1] ?? host;
  return {
    send: async (address, { idempotencyKey, message }) => {
      try {
        await transport.sendMail({
          from,
          to: address,
          subject: message.subject,
          text: message.body,
          messageId: `<${idempotencyKey.replaceAll(':', '.')}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.language },
        });
      } catch (error) {
        throw new DeliveryFailed(`the SMTP server ${host}:${port} did not take it: ${reasonOf(error)}`);
      }
    },
    close: () => transport.close(),
  };
}

/** The server's answer, or the code of the socket; never the credentials, which nodemailer keeps out of both. */
function reasonOf(error: unknown): string {
  if (!types.isNativeError(error)) return 'unknown error';
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code} ` : '';
  return `${code}${error.message}`.slice(0, 300);
}
