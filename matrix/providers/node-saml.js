/** node-saml alone, with the checks that its README describes and that are off by default. */
import { SAML } from '@node-saml/node-saml';
import express from 'express';
import { announce, openSite, signIn } from './site.js';

export const settings = ({ url, idp }) => ({
  callbackUrl: `${url}/acs`,
  issuer: `${url}/metadata`,
  entryPoint: idp.singleSignOn,
  idpCert: idp.certificate,
  idpIssuer: idp.entityId,
  wantAuthnResponseSigned: false, // by default Entra signs only the assertion
  validateInResponseTo: 'always',
});

const site = await openSite();
const saml = new SAML(settings(site));

site.app.get('/metadata', (_request, response) => {
  response.type('application/xml').send(saml.generateServiceProviderMetadata(null));
});
site.app.get('/login', async (_request, response) => {
  response.redirect(await saml.getAuthorizeUrlAsync('', undefined, {}));
});
site.app.post('/acs', express.urlencoded({ extended: false }), async (request, response, next) => {
  const { profile } = await saml.validatePostResponseAsync(request.body);
  signIn(request, response, next, profile?.nameID);
});
announce(site);
