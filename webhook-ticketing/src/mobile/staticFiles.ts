import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';

const manifest = {
  name: 'Roundsman 巡检工',
  short_name: 'Roundsman',
  start_url: '/field',
  scope: '/',
  display: 'standalone',
  background_color: '#0b3d5c',
  theme_color: '#0b3d5c',
  icons: [
    { src: '/assets/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: '/assets/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/assets/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
  ],
};

/** Style, script, icons and the manifest that lets a phone install the pages. */
export function staticFiles(): Router {
  const router = express.Router();
  const assets = fileURLToPath(new URL('browser/', import.meta.url));
  router.use('/assets', express.static(assets, { index: false, maxAge: '5m', redirect: false }));
  router.get('/manifest.webmanifest', (_request, response) => {
    response
      .type('application/manifest+json')
      .set('Cache-Control', 'public, max-age=300')
      .send(JSON.stringify(manifest));
  });
  return router;
}
