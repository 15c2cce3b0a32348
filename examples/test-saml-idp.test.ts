/**
 * Public projects whose compose files use `kristophjunge/test-saml-idp`, with the variables, mapped ports and paths of those files. The drop-in
 * takes the place of the image, and what the project does with SAML is rebuilt small.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAML } from '@node-saml/node-saml';
import { type Profile, Strategy } from '@node-saml/passport-saml';
import express from 'express';
import passport from 'passport';
import { IdentityProvider, ServiceProvider, setSchemaValidator } from 'samlify';
import { afterAll, expect, test } from 'vitest';
import { dropInGiven } from '../cli/start/drop-in-options.ts';
import { dropInSite, fillIn, posted } from '../drop-in/testing/site.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-drop-in-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The drop-in as the variables of a compose file make it. @param mapped the port that browsers use */
async function inPlaceOfTheImage(
  mapped: number,
  variables: Record<string, string>,
  authSources?: string,
) {
  const file = join(folder, 'authsources.php');
  if (authSources !== undefined) writeFileSync(file, authSources);
  const faults: string[] = [];
  const dropInUsers = authSources === undefined ? {} : { dropInUsers: file };
  const given = dropInGiven({ dropIn: 'test-saml-idp', ...dropInUsers }, variables, faults);
  expect(faults).toEqual([]);
  if (!given) throw new TypeError('no drop-in');
  const { serviceProvider: provider, users } = given;
  const site = await dropInSite({ provider, ...(users && { users }) });
  const host = { host: `localhost:${mapped}` };
  const path = (url: string) => url.replace(`http://localhost:${mapped}`, '');
  return {
    metadata: async () =>
      (await site.app.inject({ url: '/simplesaml/saml2/idp/metadata.php', headers: host })).body,
    /** Goes there, fills in the form. @returns what is posted to the service provider */
    async signIn(url: string, userName: string, password: string) {
      expect(url).toMatch(`http://localhost:${mapped}/simplesaml/saml2/idp/SSOService.php?`);
      const browser = site.browser();
      const { headers } = await browser.get(path(url), host);
      const page = await fillIn(browser, String(headers.location), userName, password, host);
      return { browser, ...posted(page.body) };
    },
    /** Sends a browser to an address of the drop-in. @returns where it is sent on */
    async go(browser: ReturnType<typeof site.browser>, url: string) {
      return new URL(String((await browser.get(path(url), host)).headers.location));
    },
  };
}

const certificateIn = (metadata: string) =>
  /<ds:X509Certificate>([^<]+)</.exec(metadata)?.[1] ?? '';

test('couper-examples/saml: a gateway with the metadata in a file; rebuilt with samlify', async () => {
  const idp = await inPlaceOfTheImage(8083, {
    SIMPLESAMLPHP_SP_ENTITY_ID: 'the_sp_entity_id',
    SIMPLESAMLPHP_SP_ASSERTION_CONSUMER_SERVICE: 'http://localhost:8080/saml/acs',
  });
  // That the messages are valid by the schema is shown in drop-in/.
  setSchemaValidator({ validate: async () => 'not validated' });
  const identityProvider = IdentityProvider({ metadata: await idp.metadata() });
  const gateway = ServiceProvider({
    entityID: 'the_sp_entity_id',
    wantAssertionsSigned: true,
    wantMessageSigned: true,
    assertionConsumerService: [
      {
        Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
        Location: 'http://localhost:8080/saml/acs',
      },
    ],
  });
  const { context } = gateway.createLoginRequest(identityProvider, 'redirect');
  const { action, SAMLResponse } = await idp.signIn(context, 'user1', 'user1pass');
  expect(action).toBe('http://localhost:8080/saml/acs');
  const body = { body: { SAMLResponse } };
  const { extract } = await gateway.parseLoginResponse(identityProvider, 'post', body);
  expect(extract.attributes).toMatchObject({
    email: 'user1@example.com',
    eduPersonAffiliation: 'group1',
  });
});

test('Seneca-CDOT/telescope: claims with the names of Entra from its authsources.php, and single logout; rebuilt with node-saml', async () => {
  const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
  const env = {
    SAML_ENTITY_ID: 'http://localhost/v1/auth/sp',
    SSO_LOGIN_URL: 'http://localhost:8081/simplesaml/saml2/idp/SSOService.php',
    SSO_LOGIN_CALLBACK_URL: 'http://localhost/v1/auth/login/callback',
    SLO_LOGOUT_URL: 'http://localhost:8081/simplesaml/saml2/idp/SingleLogoutService.php',
    SLO_LOGOUT_CALLBACK_URL: 'http://localhost/v1/auth/logout/callback',
  };
  const idp = await inPlaceOfTheImage(
    8081,
    {
      SIMPLESAMLPHP_SP_ENTITY_ID: env.SAML_ENTITY_ID,
      SIMPLESAMLPHP_SP_ASSERTION_CONSUMER_SERVICE: env.SSO_LOGIN_CALLBACK_URL,
      SIMPLESAMLPHP_SP_SINGLE_LOGOUT_SERVICE: env.SLO_LOGOUT_CALLBACK_URL,
    },
    `<?php $config = array('admin' => array('core:AdminPassword'), 'example-userpass' => array(
      'exampleauth:UserPass',
      'lippersheyh:telescope' => array(
        'uid' => array('2'),
        '${claims}/emailaddress' => 'hans-lippershey@example.com',
        'http://schemas.microsoft.com/identity/claims/displayname' => 'Hans Lippershey',
      ),
    ));`,
  );
  const saml = new SAML({
    logoutUrl: env.SLO_LOGOUT_URL,
    logoutCallbackUrl: env.SLO_LOGOUT_CALLBACK_URL,
    entryPoint: env.SSO_LOGIN_URL,
    callbackUrl: env.SSO_LOGIN_CALLBACK_URL,
    issuer: env.SAML_ENTITY_ID,
    // The project has the image's certificate in a variable; this is the one change.
    idpCert: certificateIn(await idp.metadata()),
    disableRequestedAuthnContext: true,
    signatureAlgorithm: 'sha256',
  });
  const url = await saml.getAuthorizeUrlAsync('', undefined, {});
  const { action, browser, ...body } = await idp.signIn(url, 'lippersheyh', 'telescope');
  expect(action).toBe(env.SSO_LOGIN_CALLBACK_URL);
  const { profile } = await saml.validatePostResponseAsync(body);
  expect(profile).toMatchObject({
    [`${claims}/emailaddress`]: 'hans-lippershey@example.com',
    'http://schemas.microsoft.com/identity/claims/displayname': 'Hans Lippershey',
  });
  const back = await idp.go(browser, await saml.getLogoutUrlAsync(profile as Profile, '', {}));
  expect(back.href).toMatch(`${env.SLO_LOGOUT_CALLBACK_URL}?SAMLResponse=`);
  const query = Object.fromEntries(back.searchParams);
  expect(await saml.validateRedirectAsync(query, back.search.slice(1))).toMatchObject({
    loggedOut: true,
  });
});

test('ngageoint/mage-server: Express with passport-saml, and its own users', async () => {
  const idp = await inPlaceOfTheImage(
    8080,
    {
      SIMPLESAMLPHP_SP_ENTITY_ID: 'http://localhost:4242',
      SIMPLESAMLPHP_SP_ASSERTION_CONSUMER_SERVICE: 'http://localhost:4242/auth/saml/callback',
      SIMPLESAMLPHP_SP_SINGLE_LOGOUT_SERVICE:
        'http://localhost:8080/simplesaml/module.php/saml/sp/saml2-logout.php/test-sp',
    },
    `<?php $config = array('example-userpass' => array(
      'exampleauth:UserPass',
      'saml.user1:user1pass' => array(
        'uid' => array('1'),
        'eduPersonAffiliation' => array('group1'),
        'email' => 'user1@saml.mage.test',
      ),
    ));`,
  );
  const verify = (
    profile: Profile | null,
    done: (error: Error | null, user?: Record<string, unknown>) => void,
  ) =>
    done(null, { mail: profile?.email, groups: profile?.eduPersonAffiliation, id: profile?.uid });
  const strategy = new Strategy(
    {
      entryPoint: 'http://localhost:8080/simplesaml/saml2/idp/SSOService.php',
      issuer: 'http://localhost:4242',
      callbackUrl: 'http://localhost:4242/auth/saml/callback',
      idpCert: certificateIn(await idp.metadata()),
    },
    verify,
    verify,
  );
  const app = express().use(passport.initialize(), express.urlencoded({ extended: false }));
  const authenticate = new passport.Passport()
    .use(strategy)
    .authenticate('saml', { session: false });
  app.get('/auth/saml/signin', authenticate);
  app.post('/auth/saml/callback', authenticate, (request, response) => {
    response.json(request.user);
  });
  const server = app.listen(0, 'localhost');
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const here = `http://localhost:${(server.address() as AddressInfo).port}`;
    const begun = await fetch(`${here}/auth/saml/signin`, { redirect: 'manual' });
    const url = String(begun.headers.get('location'));
    const { action, SAMLResponse } = await idp.signIn(url, 'saml.user1', 'user1pass');
    expect(action).toBe('http://localhost:4242/auth/saml/callback');
    const answer = await fetch(`${here}/auth/saml/callback`, {
      method: 'POST',
      body: new URLSearchParams({ SAMLResponse }),
    });
    expect(await answer.json()).toEqual({
      mail: 'user1@saml.mage.test',
      groups: 'group1',
      id: '1',
    });
  } finally {
    server.close();
  }
});
