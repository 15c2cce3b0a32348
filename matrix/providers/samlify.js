/** samlify as in its guide, with signed assertions required and a schema validator by the same authors. */
import * as validator from '@authenio/samlify-xmllint-wasm';
import express from 'express';
import * as samlify from 'samlify';
import { announce, openSite, signIn } from './site.js';

export const settings = ({ url, idp }) => ({
  sp: {
    entityID: `${url}/metadata`,
    wantAssertionsSigned: true,
    assertionConsumerService: [
      { Binding: samlify.Constants.namespace.binding.post, Location: `${url}/acs` },
    ],
  },
  idp: { metadata: idp.metadata },
});

samlify.setSchemaValidator(validator);
const site = await openSite();
const given = settings(site);
const sp = samlify.ServiceProvider(given.sp);
const idp = samlify.IdentityProvider(given.idp);

site.app.get('/metadata', (_request, response) => {
  response.type('application/xml').send(sp.getMetadata());
});
site.app.get('/login', (_request, response) => {
  response.redirect(sp.createLoginRequest(idp, 'redirect').context);
});
site.app.post('/acs', express.urlencoded({ extended: false }), async (request, response, next) => {
  const { extract } = await sp.parseLoginResponse(idp, 'post', request);
  signIn(request, response, next, extract.nameID);
});
announce(site);
