/** passport-saml as in the examples of its README, with defaults for everything else. */
import { Strategy as SamlStrategy } from '@node-saml/passport-saml';
import express from 'express';
import passport from 'passport';
import { announce, findUser, openSite } from './site.js';

export const settings = ({ url, idp }) => ({
  callbackUrl: `${url}/acs`,
  issuer: `${url}/metadata`,
  entryPoint: idp.singleSignOn,
  idpCert: idp.certificate,
  wantAuthnResponseSigned: false, // by default Entra signs only the assertion
});

const site = await openSite();
const verify = (profile, done) => done(null, findUser(profile.nameID));
const strategy = new SamlStrategy(settings(site), verify, verify);
passport.use(strategy);
passport.serializeUser((user, done) => done(null, user));
passport.deserializeUser((user, done) => done(null, user));
site.app.use(passport.session());

site.app.get('/metadata', (_request, response) => {
  response.type('application/xml').send(strategy.generateServiceProviderMetadata(null));
});
site.app.get('/login', passport.authenticate('saml'));
site.app.post(
  '/acs',
  express.urlencoded({ extended: false }),
  passport.authenticate('saml', { failureRedirect: '/' }),
  (_request, response) => response.redirect('/'),
);
announce(site, (request) => request.user);
