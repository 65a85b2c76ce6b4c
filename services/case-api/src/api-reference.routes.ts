import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Express } from 'express';

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Amana API</title><link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head>
<body><div id="reference"></div><script src="/docs/assets/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body>
</html>
`;
// By name: the folder they come in also says of which package and version they are.
const assets = ['swagger-ui.css', 'swagger-ui-bundle.js'];
// A file of its own, because the security policy allows no script in the page.
const start = `window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true });\n`;

/** `/openapi.json` and a page that shows it, `/docs`; both public: they say what may be asked, and nothing of what is stored. */
export function apiReferenceRoutes(app: Express, document: object): void {
  const root = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  app.get('/openapi.json', (_req, res) => void res.json(document));
  app.get('/docs', (_req, res) => void res.type('html').send(page));
  app.get('/docs/start.js', (_req, res) => void res.type('text/javascript').send(start));
  for (const name of assets) app.get(`/docs/assets/${name}`, (_req, res) => res.sendFile(name, { root, cacheControl: false }));
}
