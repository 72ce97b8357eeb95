import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** A strict Content-Security-Policy (no inline script or style, nothing from elsewhere), HSTS under https, no framing. */
export function securityHeaders(publicUrl: URL): RequestHandler[] {
  const self = ["'self'"];
  const none = ["'none'"];
  const secure = publicUrl.protocol === 'https:';
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: none,
          scriptSrc: self,
          styleSrc: self,
          imgSrc: self,
          manifestSrc: self,
          connectSrc: self,
          formAction: self,
          baseUri: none,
          frameAncestors: none,
          objectSrc: none,
        },
      },
      strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
      // Not `no-referrer`: with it browsers send `Origin: null` even to ourselves, and crossSite.ts reads the origin.
      referrerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
    }),
    (_request, response, next) => {
      response.set('Permissions-Policy', 'geolocation=(self), camera=(), microphone=()');
      next();
    },
  ];
}
