import { z } from 'zod';

/** A text that a person reads, in both of the house's languages. English is the source language. */
export const localizedText = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });
export type LocalizedText = z.infer<typeof localizedText>;

/** The languages of everything that a person reads; BCP 47. */
export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];
