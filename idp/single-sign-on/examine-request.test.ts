import { readdirSync, readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { redirectTo } from '../testing/browser.ts';
import { identifier, replyUrl, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { examineAuthnRequest } from './examine-request.ts';

const lab = contosoForEachTest();
const folder = new URL('testing/requests/', import.meta.url);
const known = { displayName: 'Peakon', identifiers: [identifier], replyUrls: [replyUrl] };

const examined = (xml: string, application = known) =>
  examineAuthnRequest(
    {
      SAMLRequest: deflateRawSync(xml).toString('base64'),
      binding: 'redirect',
      address: `https://login.microsoftonline.com/${tenantId}/saml2`,
      now: new Date('2026-03-01T08:00:00Z'),
    },
    application,
  );
const refusals = (xml: string, application = known) =>
  examined(xml, application).flatMap(({ refusal }) => refusal?.code ?? []);

/** Requests from reports whose answer depends on no further setting of an application. */
const files = readdirSync(folder).filter(
  (name) => /\.xml$/.test(name) && !/^(?:acs-index|issuer-)/.test(name),
);

test.each(files)('the first refusal of %s is the answer of the tenant', async (name) => {
  const xml = readFileSync(new URL(name, folder), 'utf8')
    .trim()
    .replaceAll('http://localhost:4221/saml/contoso/metadata', identifier)
    .replaceAll('http://localhost:4221/saml/contoso/assert', replyUrl);
  const { aadsts } = await lab.browser.get(redirectTo(xml));
  const [first] = refusals(xml);
  expect(first).toBe(aadsts === undefined ? undefined : `AADSTS${aadsts}`);
});

const request = (attributes: string, issuer = identifier) =>
  `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a" Version="2.0" IssueInstant="2026-03-01T08:00:00Z" ${attributes}><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">${issuer}</Issuer></samlp:AuthnRequest>`;
const at = (url: string) => `AssertionConsumerServiceURL="${url}"`;

test('every check that fails is named, in order, with advice', () => {
  expect(refusals(request(at(replyUrl)))).toEqual([]);
  const found = examined(request(`${at(`${replyUrl}/`)} ProtocolBinding="x"`, `${identifier}/`));
  const failed = found.filter(({ refusal }) => refusal);
  expect(failed.map(({ name, refusal }) => [name, refusal?.code])).toEqual([
    ['issuer', 'AADSTS700016'],
    ['reply-url', 'AADSTS50011'],
    ['protocol-binding', 'AADSTS75003'],
  ]);
  expect(failed[0]?.refusal?.advice).toMatch(/differs from .*, an Identifier of Peakon, only in/);
  expect(found).toHaveLength(15);
});

test('what is not known is taken from the request', () => {
  const nothing = { displayName: 'x', identifiers: [], replyUrls: [] };
  expect(refusals(request(at('https://any.test/acs'), 'https://any.test'), nothing)).toEqual([]);
  expect(refusals(request('AssertionConsumerServiceIndex="7"'), nothing)).toEqual([]);
  expect(refusals(request(''), nothing)).toEqual([]);
});

test('a message that cannot be read has no further checks', () => {
  expect(examined('<a>').map(({ name, refusal }) => [name, refusal?.code])).toEqual([
    ['readable', 'AADSTS7500525'],
  ]);
});
