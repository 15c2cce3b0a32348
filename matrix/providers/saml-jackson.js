/** SAML Jackson embedded in express as in its example application, with its in-memory database. */
import { randomUUID } from 'node:crypto';
import jackson from '@boxyhq/saml-jackson';
import express from 'express';
import { announce, openSite } from './site.js';

export const settings = ({ url, idp }) => ({
  options: {
    externalUrl: url,
    samlAudience: `${url}/metadata`,
    samlPath: '/acs',
    db: { engine: 'mem' },
    noAnalytics: true,
  },
  connection: {
    tenant: 'contoso.com',
    product: 'matrix',
    rawMetadata: idp.metadata,
    defaultRedirectUrl: `${url}/callback`,
    redirectUrl: [`${url}/callback`],
  },
});

const site = await openSite();
const { app, url } = site;
const { options, connection } = settings(site);
const logger = { info: console.error, warn: console.error, error: console.error }; // stdout is for the address
const { connectionAPIController, oauthController, spConfig } = await jackson.controllers({
  ...options,
  logger,
});
const { clientID, clientSecret } = await connectionAPIController.createSAMLConnection(connection);

app.get('/metadata', async (_request, response) => {
  response.type('application/xml').send(await spConfig.toXMLMetadata());
});
app.get('/login', async (request, response) => {
  request.session.state = randomUUID();
  const { redirect_url } = await oauthController.authorize({
    response_type: 'code',
    client_id: clientID,
    redirect_uri: `${url}/callback`,
    state: request.session.state,
  });
  response.redirect(redirect_url);
});
app.post('/acs', express.urlencoded({ extended: true }), async (request, response) => {
  // A response that it refuses is sent to the callback too, with an error.
  const { redirect_url } = await oauthController.samlResponse(request.body);
  response.redirect(redirect_url);
});
app.get('/callback', async (request, response, next) => {
  const { code, state, error_description } = request.query;
  if (!code || state !== request.session.state)
    throw new Error(error_description ?? 'No code for this session.');
  const { access_token } = await oauthController.token({
    grant_type: 'authorization_code',
    client_id: clientID,
    client_secret: clientSecret,
    redirect_uri: `${url}/callback`,
    code,
  });
  const profile = await oauthController.userInfo(access_token);
  request.session.regenerate((error) => {
    if (error) return next(error);
    request.session.profile = profile;
    request.session.save((failed) => (failed ? next(failed) : response.redirect('/')));
  });
});
// Its example shows the whole profile: `id` is who it is, `raw` holds all claims.
app.get('/me', (request, response) => {
  const { profile } = request.session;
  response.status(profile ? 200 : 401).json(profile ?? {});
});
announce(site, (request) => request.session.profile, { success: '/id' });
