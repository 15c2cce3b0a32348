/**
 * auth0's samlp on express and nothing else: `node samlp.js SETTINGS`. The signed-in user is fixed, where an application would look up a
 * session first.
 */
import { readFileSync } from 'node:fs';
import express from 'express';
import samlp from 'samlp';
import { announce } from './announce.js';

const [settings] = process.argv.slice(2);
const { cert, key, issuer, assertionConsumerService, user, claims, nameIdFormat } = JSON.parse(
  readFileSync(settings, 'utf8'),
);
const app = express();
app.get('/healthz', (_request, response) => {
  response.send('ok');
});
app.get(
  '/samlp',
  samlp.auth({
    issuer,
    cert,
    key,
    destination: assertionConsumerService,
    recipient: assertionConsumerService,
    getPostURL: (_audience, _request, _req, done) => done(null, assertionConsumerService),
    getUserFromRequest: () => user,
    profileMapper: () => ({
      getClaims: () => claims,
      getNameIdentifier: () => ({ nameIdentifier: user.id, nameIdentifierFormat: nameIdFormat }),
    }),
  }),
);
const server = app.listen(0, '127.0.0.1', () => announce(server));
