/** saml2-js as in the express example of its README; unencrypted assertions are allowed, as in its list of options. */
import express from 'express';
import saml2 from 'saml2-js';
import { announce, openSite, signIn } from './site.js';

export const settings = ({ url, idp, key }) => ({
  sp: {
    entity_id: `${url}/metadata`,
    private_key: key.privateKey,
    certificate: key.certificate,
    assert_endpoint: `${url}/acs`,
    allow_unencrypted_assertion: true,
  },
  idp: {
    sso_login_url: idp.singleSignOn,
    sso_logout_url: idp.singleSignOn,
    certificates: [idp.certificate],
  },
});

const site = await openSite();
const given = settings(site);
const sp = new saml2.ServiceProvider(given.sp);
const idp = new saml2.IdentityProvider(given.idp);

site.app.get('/metadata', (_request, response) => {
  // saml2-js always publishes a SingleLogoutService, but this application has none, like the others.
  const metadata = sp.create_metadata().replace(/<md:SingleLogoutService[^>]*>/g, '');
  response.type('application/xml').send(metadata);
});
site.app.get('/login', (_request, response, next) => {
  sp.create_login_request_url(idp, {}, (error, url) => {
    if (error) return next(error);
    response.redirect(url);
  });
});
site.app.post('/acs', express.urlencoded({ extended: true }), (request, response, next) => {
  sp.post_assert(idp, { request_body: request.body }, (error, answer) => {
    if (error) return next(error);
    signIn(request, response, next, answer.user?.name_id); // undefined for a message that is not a sign-in response
  });
});
announce(site);
