import { languages } from '@roundsman/contract/text.ts';
import { z } from 'zod';
import type { Message } from '../domain/messages.ts';

/** A written message, as the outbox keeps it. */
export const message: z.ZodType<Message> = z.object({
  language: z.enum(languages),
  subject: z.string(),
  body: z.string(),
  line: z.string(),
  url: z.string(),
});

/** Why a message was written; see `MessageKind` of the domain. */
export const messageKinds = ['dispatched', 'escalated', 'sent_back', 'urged', 'spare_requested', 'closed'] as const;
