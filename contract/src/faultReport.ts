import { z } from 'zod';
import { instant } from './evidence.ts';
import { identifier } from './inventory/schema.ts';
import { localizedText } from './text.ts';
import { position } from './workOrder.ts';

/** What can be wrong as a person sees it. */
export const reportedKinds = ['no_picture', 'bad_picture', 'damaged', 'no_power', 'other'] as const;

/** A fault told by a person. Where: a camera or pole code, a site, or a position; at least one. */
export const faultReport = z
  .strictObject({
    idempotencyKey: z.uuid(),
    kind: z.enum(reportedKinds),
    element: identifier.optional(),
    site: identifier.optional(),
    position: position.optional(),
    description: z.string().trim().max(2000).default(''),
    /** To be called back; seen by operators only. */
    reporterName: z.string().trim().max(80).optional(),
    reporterPhone: z
      .string()
      .regex(/^\+?[0-9 -]{5,20}$/)
      .optional(),
    language: z.enum(['en', 'zh']).default('zh'),
    /** Set by operators and staff who enter what they heard or saw; a citizen's own report is always `citizen`. */
    source: z.enum(['citizen', 'police', 'inspection', 'staff']).optional(),
  })
  .refine((report) => report.element ?? report.site ?? report.position, {
    message: 'say where: element, site or position',
    path: ['element'],
  });
export type FaultReport = z.infer<typeof faultReport>;

/** The answer: the number to give on the phone, and the secret of the tracking link (128 random bits, base64url). */
export const faultReportReceipt = z.strictObject({
  trackingToken: z.string().min(22),
  number: z.string(),
  joinedOpenOrder: z.boolean(),
});

/** Steps that a reporter sees; nothing of who, where in the network, or why. */
export const trackingSteps = [
  'received',
  'assigned',
  'on_the_way',
  'on_site',
  'being_checked',
  'solved',
  'closed',
] as const;
export const tracking = z.strictObject({
  number: z.string(),
  step: z.enum(trackingSteps),
  stepName: localizedText,
  receivedAt: instant,
  history: z.array(z.strictObject({ step: z.enum(trackingSteps), at: instant })),
  outcome: localizedText.nullable(),
  /** The installation's unified hotline. */
  hotline: z.string(),
});
export type Tracking = z.infer<typeof tracking>;
