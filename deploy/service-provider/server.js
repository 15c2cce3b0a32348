// A service provider in a container: it fetches the metadata by the name of the other container, and the browser finds it at URL.
import { SAML } from '@node-saml/node-saml';
import express from 'express';

const { IDP_METADATA_URL = '', URL: url = 'http://localhost:3000' } = process.env;

const answer = await fetch(IDP_METADATA_URL);
if (!answer.ok) throw new Error(`${IDP_METADATA_URL}: ${answer.status} ${await answer.text()}`);
const xml = await answer.text();
const find = (pattern) => pattern.exec(xml)?.[1] ?? '';

const saml = new SAML({
  idpIssuer: find(/entityID="([^"]+)"/),
  idpCert: find(/X509Certificate>([^<]+)</),
  entryPoint: find(/SingleSignOnService [^>]*Location="([^"]+)"/),
  issuer: `${url}/saml/metadata`,
  audience: `${url}/saml/metadata`,
  callbackUrl: `${url}/saml/acs`,
  wantAssertionsSigned: true,
  wantAuthnResponseSigned: false, // Entra signs the assertion, unless it is told otherwise
  validateInResponseTo: 'always',
  acceptedClockSkewMs: 3 * 60_000,
  disableRequestedAuthnContext: true, // it keeps out who signs in without a password (AADSTS75011)
});

const app = express();
app.get('/login', async (_request, response) => {
  response.redirect(await saml.getAuthorizeUrlAsync('', undefined, {}));
});
app.post('/saml/acs', express.urlencoded({ extended: false }), async (request, response) => {
  response.type('text/plain');
  try {
    const { profile } = await saml.validatePostResponseAsync(request.body);
    response.send(`Welcome, ${profile?.nameID}`); // an application would begin a session here
  } catch (error) {
    response.status(403).send(`Refused: ${error.message}`);
  }
});
app.listen(3000, () =>
  console.log(`The service provider is at ${url}; it trusts ${IDP_METADATA_URL}.`),
);
