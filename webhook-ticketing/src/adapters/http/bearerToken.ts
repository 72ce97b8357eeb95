import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The token of `Authorization: Bearer`, or null without such a header. */
export function bearerToken(request: Request): string | null {
  const [, token] = /^Bearer +([^\s]+)$/i.exec(request.get('authorization') ?? '') ?? [];
  return token ?? null;
}

/** Compares secrets in a time that tells nothing about where, or in what length, they differ. An empty secret fits nothing. */
export function sameSecret(given: string, expected: string): boolean {
  return expected !== '' && timingSafeEqual(digest(given), digest(expected));
}
