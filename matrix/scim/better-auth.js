/** @better-auth/scim as its documentation sets it up: one connection with one token, over an SQLite database in memory. */
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { scim } from '@better-auth/scim';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import { announce, token } from './announce.js';

const server = createServer();
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const options = {
    baseURL: `http://127.0.0.1:${port}`,
    secret: 'only-for-the-matrix-of-samlab-0123456789',
    database: new DatabaseSync(':memory:'),
    rateLimit: { enabled: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
    plugins: [
      scim({
        connections: [{ id: 'samlab', credentials: [{ id: 'samlab', type: 'bearer', token }] }],
      }),
    ],
  };
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  server.on('request', toNodeHandler(betterAuth(options)));
  announce(`http://127.0.0.1:${port}/api/auth/scim/v2`);
});
