import { beforeEach, describe, expect, test } from 'vitest';
import { redirectTo } from '../testing/browser.ts';
import { bSimon, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import {
  logoutRequest,
  logoutUrl,
  open,
  peakon,
  sent,
  sessionIndexOf,
  signOutBy,
  withLogoutUrl,
} from './testing/participants.ts';

const lab = contosoForEachTest();
beforeEach(() => withLogoutUrl(lab));

const asked = () => lab.browser.get(`/api/signin/${peakon.appId}?tenantId=${tenantId}`);

describe('a LogoutRequest of the only application', () => {
  test('ends the session, and is answered by a LogoutResponse in the form of Entra', async () => {
    await open(lab.browser, peakon);
    const answer = await signOutBy(lab.browser, {}, { RelayState: 'a b/ü&c' });
    expect(answer.status).toBe(303);
    expect(answer.headers['cache-control']).toBe('no-store');
    const message = await sent(lab, lab.servicePrincipalId, String(answer.headers.location));
    expect(message.endpoint).toBe(logoutUrl);
    expect(message.relayState).toBe('a b/ü&c');
    expect(message.says.id).toMatch(/^_[0-9a-f-]{36}$/);
    expect(message.xml.replace(message.says.id ?? '', '_id')).toBe(
      `<samlp:LogoutResponse ID="_id" Version="2.0" IssueInstant="2026-03-01T08:00:00.123Z" Destination="${logoutUrl}" InResponseTo="idaa6ebe6839094fe4abc4ebd5281ec780" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">https://sts.windows.net/${tenantId}/</Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>`,
    );
    expect(message.says.schemaErrors).toEqual([]);
    expect([...lab.browser.cookies.keys()]).toEqual(['esctx']);
    expect((await asked()).response).toBeUndefined();
  });

  test('needs no signature, no RelayState and no SessionIndex; the NameID is not compared', async () => {
    const response = await open(lab.browser, peakon);
    const parts = { nameId: 'Somebody.Else@example.com', sessionIndex: sessionIndexOf(response) };
    const answer = await signOutBy(lab.browser, parts);
    expect(String(answer.headers.location)).toContain('SAMLResponse=');
    expect(String(answer.headers.location)).not.toContain('RelayState');
  });

  test('Destination, NotOnOrAfter and Reason are ignored, and so is IssueInstant', async () => {
    await open(lab.browser, peakon);
    const attributes = {
      Destination: 'https://elsewhere.example/',
      NotOnOrAfter: '2020-01-01T00:00:00Z',
      Reason: 'urn:oasis:names:tc:SAML:2.0:logout:user',
      IssueInstant: '2020-01-01T00:00:00Z',
    };
    expect((await signOutBy(lab.browser, { attributes })).status).toBe(303);
  });

  test('may be sent to /common, and name the application by its appId', async () => {
    await open(lab.browser, peakon);
    const xml = logoutRequest({ issuer: peakon.appId });
    expect((await lab.browser.get(redirectTo(xml, {}, 'common'))).status).toBe(303);
  });

  test('without a Logout Url ends on the page of the sign-out', async () => {
    await lab.idp.directory.configureSaml(lab.servicePrincipalId, {
      identifierUris: ['http://localhost:4200/saml/contoso/metadata'],
      replyUrls: ['http://localhost:4200/saml/contoso/assert'],
    });
    await open(lab.browser, peakon);
    const page = await signOutBy(lab.browser);
    expect(page.status).toBe(200);
    expect(page.body).toContain('id="login_workload_logo_text">You signed out of your account<');
    expect(page.body).toContain(">It's a good idea to close all browser windows.<");
    expect((await asked()).response).toBeUndefined();
  });

  test('is one exchange, with both messages and the checks', async () => {
    await open(lab.browser, peakon);
    const answer = await signOutBy(lab.browser);
    const message = await sent(lab, lab.servicePrincipalId, String(answer.headers.location));
    const [exchange] = lab.exchanges.all().filter(({ kind }) => kind === 'sign-out');
    expect(exchange).toMatchObject({
      outcome: 'success',
      user: bSimon,
      application: { name: 'Peakon' },
      request: { parameter: 'SAMLRequest', binding: 'HTTP-Redirect' },
      response: { parameter: 'SAMLResponse', address: logoutUrl, query: message.query },
    });
    expect(exchange?.checks.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(
      [
        'binding',
        'readable',
        'required-fields',
        'request-id',
        'issuer',
        'signature',
        'issue-instant',
        'name-id',
        'participant',
        'session-index',
        'replay',
      ].map((name) => `${name} passed`),
    );
  });
});

describe('how the LogoutResponse is written', () => {
  const answered = async () => {
    await open(lab.browser, peakon);
    const { location } = (await signOutBy(lab.browser, {}, { RelayState: '/a' })).headers;
    return sent(lab, lab.servicePrincipalId, String(location));
  };

  test('with lower-case escapes, as Entra does, which the signature covers', async () => {
    const { query } = await answered();
    expect(query).toMatch(
      /RelayState=%2fa&SigAlg=http%3a%2f%2fwww.w3.org%2f2001%2f04%2fxmldsig-more%23rsa-sha256/,
    );
    expect(query).not.toMatch(/%[0-9A-Fa-f]?[A-F]/);
  });

  test('with upper-case escapes, if the tenant is set to them', async () => {
    await lab.idp.directory.setRequestChecks(tenantId, { logoutQueryEscapes: 'upper' });
    const { query } = await answered();
    expect(query).toContain('RelayState=%2Fa&SigAlg=http%3A%2F%2F');
  });

  test('with the Issuer of the article, if the tenant is set to it', async () => {
    await lab.idp.directory.setRequestChecks(tenantId, {
      logoutResponseIssuer: 'login.microsoftonline.com',
    });
    expect((await answered()).says.issuer).toBe(`https://login.microsoftonline.com/${tenantId}/`);
  });

  test('with the host of the cloud of the tenant in that Issuer', async () => {
    await lab.idp.directory.setCloud(tenantId, 'usGovernment');
    await lab.idp.directory.setRequestChecks(tenantId, {
      logoutResponseIssuer: 'login.microsoftonline.com',
    });
    expect((await answered()).says.issuer).toBe(`https://login.microsoftonline.us/${tenantId}/`);
  });
});
