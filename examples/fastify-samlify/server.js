import { readFileSync } from 'node:fs';
import { buildApp } from './app.js';

const port = Number(process.env.PORT ?? 3000);
const url = `http://localhost:${port}`;
const app = await buildApp({
  url,
  idpMetadata: readFileSync(process.env.IDP_METADATA ?? 'idp.xml', 'utf8'),
});
await app.listen({ port, host: 'localhost' });
console.log(`The application is at ${url}`);
