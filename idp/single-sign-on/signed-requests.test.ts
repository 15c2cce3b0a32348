import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { thumbprint, toBase64 } from '../../certs/certificate.ts';
import { base64, redirectTo } from '../testing/browser.ts';
import { appId, authnRequest, replyUrl, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { type ServiceProviderKey, serviceProviderKey } from '../testing/service-provider-key.ts';
import {
  addressOf,
  lowerCaseEscapes,
  type QueryParts,
  rsaSha1,
  rsaSha256,
  signedParameters,
  signedRedirect,
  signedXml,
} from './testing/signed-request.ts';

const lab = contosoForEachTest();
const own = await serviceProviderKey('CN=own');
const next = await serviceProviderKey('CN=next');
const third = await serviceProviderKey('CN=third');
const stranger = await serviceProviderKey('CN=stranger');
const expired = await serviceProviderKey('CN=expired', new Date('2026-02-01T00:00:00Z'));

const sso = `/${tenantId}/saml2`;
const directory = () => lab.idp.directory;
const add = ({ file }: ServiceProviderKey) =>
  directory().importVerificationCertificate(lab.servicePrincipalId, file);
const require = (changes: object = { isSignedRequestRequired: true }) =>
  directory().setRequestSignatureVerification(lab.servicePrincipalId, changes);

/** The AADSTS code, or 0 when the sign-in page comes. Also the words of the refusal. */
async function codeOf(sent: Promise<{ aadsts: number | undefined; body: string; form: object }>) {
  const { aadsts = 0, body } = await sent;
  expect(aadsts === 0).toBe(body.includes('name="loginfmt"'));
  return { code: aadsts, words: body.replace(/<[^>]+>/g, ' ').replaceAll('&quot;', '"') };
}
const redirect = (key: ServiceProviderKey, parts?: QueryParts) =>
  codeOf(lab.browser.get(signedRedirect(key, parts)));
const parameters = (list: readonly string[]) => codeOf(lab.browser.get(addressOf(list)));
const post = (xml: string, fields: Record<string, string> = {}) =>
  codeOf(lab.browser.post(sso, { SAMLRequest: base64(xml), ...fields }));
const accepted = { code: 0 };
const refused = (code: number, words: string) => ({ code, words: expect.stringContaining(words) });

describe('while signed requests are not required, a signature is not looked at', () => {
  test.each([
    ['by a stranger', () => redirect(stranger)],
    [
      'of nothing',
      () => parameters([...signedParameters(own.privateKey).slice(0, 2), 'Signature=x']),
    ],
    ['by a stranger, posted', async () => post(await signedXml(stranger))],
    ['none', () => codeOf(lab.browser.get(redirectTo(authnRequest())))],
  ])('%s', async (_, send) => {
    await add(own);
    expect(await send()).toMatchObject(accepted);
  });
});

describe('where signed requests are required', () => {
  beforeEach(async () => {
    await add(own);
    await require();
  });

  test('a signed request signs in, by either binding, and the exchange says by which certificate', async () => {
    const page = await lab.browser.signIn(await lab.browser.get(signedRedirect(own)));
    expect(page.form.action).toBe(replyUrl);
    const [exchange] = lab.exchanges.all();
    const check = exchange?.checks.find(({ name }) => name === 'request-signature');
    expect(check).toMatchObject({
      outcome: 'passed',
      found: `RSA-SHA256 by the verification certificate ${thumbprint(own.certificate)}`,
    });
    const posted = await lab.browser.post(sso, { SAMLRequest: base64(await signedXml(own)) });
    expect(posted.response).toContain('InResponseTo=');
  });

  test.each<[string, QueryParts]>([
    ['lower-case escapes', { encode: lowerCaseEscapes }],
    ['more escapes than needed', { encode: (v) => encodeURIComponent(v).replaceAll('a', '%61') }],
    ['a RelayState', { relayState: '/inbox?x=1&y=ä' }],
    ['an empty RelayState', { relayState: '' }],
    [
      '+ for a blank',
      { relayState: 'a b', encode: (v) => encodeURIComponent(v).replaceAll('%20', '+') },
    ],
  ])('the octets of the query count as they were sent: %s', async (_, parts) => {
    expect(await redirect(own, parts)).toMatchObject(accepted);
    expect(await redirect(stranger, parts)).toMatchObject({ code: 76023 });
  });

  test('the parameters may come in any order, among others; what is signed has the order of the standard', async () => {
    const list = signedParameters(own.privateKey, { relayState: 'x' });
    expect(await parameters(['login_hint=a%40b', ...list.toReversed()])).toMatchObject(accepted);
    const order = ['RelayState', 'SAMLRequest', 'SigAlg'];
    expect(await redirect(own, { relayState: 'x', order })).toMatchObject({ code: 76023 });
  });

  describe('76021: not signed where the binding has the signature', () => {
    test.each<[string, () => ReturnType<typeof codeOf>, string]>([
      ['by HTTP-Redirect', () => codeOf(lab.browser.get(redirectTo(authnRequest()))), 'not signed'],
      ['by HTTP-POST', () => post(authnRequest()), 'not signed'],
      [
        'in the XML, by HTTP-Redirect',
        async () => codeOf(lab.browser.get(redirectTo(await signedXml(own)))),
        'by HTTP-Redirect it must be in the query',
      ],
      [
        'in the form, by HTTP-POST',
        () => {
          const [, sigAlg = '', signature = ''] = signedParameters(own.privateKey);
          return post(authnRequest(), {
            SigAlg: decodeURIComponent(sigAlg.slice(7)),
            Signature: decodeURIComponent(signature.slice(10)),
          });
        },
        'not signed',
      ],
      [
        'in the query of a HTTP-POST',
        () => {
          const [, ...more] = signedParameters(own.privateKey);
          return codeOf(
            lab.browser.post(`${sso}?${more.join('&')}`, { SAMLRequest: base64(authnRequest()) }),
          );
        },
        'not signed',
      ],
      [
        'with an empty Signature',
        () => parameters([...signedParameters(own.privateKey).slice(0, 2), 'Signature=']),
        'not signed',
      ],
    ])('%s', async (_, send, words) => {
      expect(await send()).toMatchObject(refused(76021, words));
      expect(await redirect(own)).toMatchObject(accepted);
    });
  });

  describe('76023: altered by HTTP-Redirect', () => {
    const of = (change: (list: string[]) => string[], parts?: QueryParts) => () =>
      parameters(change(signedParameters(own.privateKey, parts)));
    const other = signedParameters(own.privateKey, {
      xml: authnRequest({ attributes: { ForceAuthn: 'true' } }),
    })[0] as string;

    test.each<[string, () => ReturnType<typeof codeOf>, string]>([
      ['another request', of(([, ...rest]) => [other, ...rest]), 'was changed'],
      ['a RelayState added', of((list) => [...list, 'RelayState=x']), 'was changed'],
      [
        'the RelayState changed',
        of((list) => list.map((one) => one.replace('=x', '=y')), { relayState: 'x' }),
        'was changed',
      ],
      [
        'the RelayState taken away',
        of((list) => list.filter((one) => !one.startsWith('RelayState')), { relayState: 'x' }),
        'was changed',
      ],
      ['a name escaped', of((list) => [...list, 'RelaySt%61te=x']), 'does not cover'],
      [
        'the message under an escaped name',
        of(([message = '', ...rest]) => [message.replace('SAMLR', '%53AMLR'), ...rest]),
        'was changed',
      ],
      ['values encoded again', of((list) => list.map(lowerCased)), 'was changed'],
      [
        'SigAlg twice',
        of((list) => [...list, `SigAlg=${encodeURIComponent(rsaSha256)}`]),
        'more than once',
      ],
      ['Signature twice', of((list) => [...list, list.at(-1) ?? '']), 'more than once'],
      [
        'another SigAlg',
        of((list) => list.map((one) => one.replace('sha256', 'sha512'))),
        'sha512 is not allowed',
      ],
      ['no SigAlg', of((list) => list.filter((one) => !one.startsWith('SigAlg'))), 'no SigAlg'],
      ['SigAlg neither sent nor signed', of((list) => list, { sigAlg: undefined }), 'no SigAlg'],
      ['an empty SigAlg', of((list) => list, { sigAlg: '' }), 'no SigAlg'],
      [
        'RSA-SHA512',
        of((list) => list, { sigAlg: rsaSha256.replace('256', '512'), digest: 'sha512' }),
        'not allowed',
      ],
      [
        'RSA-SHA1',
        of((list) => list, { sigAlg: rsaSha1, digest: 'sha1' }),
        'Allow requests signed with RSA-SHA1',
      ],
      ['SHA-1 called SHA-256', of((list) => list, { digest: 'sha1' }), 'was changed'],
      [
        'HMAC with the certificate as secret',
        of((list) => list, {
          sigAlg: 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256',
          hmacSecret: own.pem,
        }),
        'not allowed',
      ],
      ['HMAC called RSA', of((list) => list, { hmacSecret: own.pem }), 'was changed'],
      [
        'a Signature that is no base64',
        of((list) => [...list.slice(0, 2), 'Signature=%00']),
        'was changed',
      ],
      ['another key', () => redirect(stranger), 'not by a known key'],
    ])('%s', async (_, send, words) => {
      expect(await send()).toMatchObject(refused(76023, words));
      expect(await redirect(own)).toMatchObject(accepted);
    });
  });

  test('a message that is repeated is 9000411, as for any request', async () => {
    const list = signedParameters(own.privateKey);
    expect(await parameters([...list, list[0] ?? ''])).toMatchObject({ code: 9000411 });
    expect(await parameters([...list, (list[0] ?? '').replace('SAML', 'S%41ML')])).toMatchObject({
      code: 9000411,
    });
  });

  test('a message that inflates to gigabytes is refused before its signature is looked at', async () => {
    const xml = `${authnRequest()}<!--${'A'.repeat(30_000_000)}-->`;
    expect(await redirect(own, { xml })).toMatchObject({ code: 75005 });
  });

  describe('76023: altered by HTTP-POST', () => {
    const change =
      (edit: (xml: string) => string): (() => Promise<string>) =>
      async () =>
        edit(await signedXml(own));
    const evil = authnRequest({
      attributes: { ID: '_evil', AssertionConsumerServiceURL: replyUrl },
    });
    const inner = (xml: string) => xml.replace(/^<\?xml[^>]*\?>/, '');
    const signatureIn = (xml: string) => /<Signature[\s\S]*<\/Signature>/.exec(xml)?.[0] ?? '';

    test.each<[string, () => Promise<string>, string]>([
      [
        'an attribute',
        change((xml) => xml.replace('IssueInstant="2026', 'IssueInstant="2025')),
        'was changed after',
      ],
      [
        'the digest',
        change((xml) => xml.replace(/DigestValue>./, 'DigestValue>Q')),
        'None of the configured',
      ],
      [
        'the signature',
        change((xml) => xml.replace(/SignatureValue>./, 'SignatureValue>Q')),
        'None of the configured',
      ],
      [
        'wrapped: the signed request inside Extensions of another',
        change((xml) =>
          evil.replace(
            '</samlp:AuthnRequest>',
            `<samlp:Extensions>${inner(xml)}</samlp:Extensions></samlp:AuthnRequest>`,
          ),
        ),
        '76021',
      ],
      [
        'wrapped: the signature in the other, the signed request as an Object',
        change((xml) =>
          evil.replace(
            '</samlp:AuthnRequest>',
            `${signatureIn(xml).replace('</Signature>', `<Object>${inner(xml).replace(signatureIn(xml), '')}</Object></Signature>`)}</samlp:AuthnRequest>`,
          ),
        ),
        'at most a KeyInfo',
      ],
      [
        'wrapped: two elements with one ID',
        change((xml) =>
          xml.replace(
            '</samlp:AuthnRequest>',
            `<samlp:Extensions>${authnRequest()}</samlp:Extensions></samlp:AuthnRequest>`,
          ),
        ),
        'More than one element has the ID',
      ],
      [
        'two signatures',
        change((xml) => xml.replace('</Signature>', `</Signature>${signatureIn(xml)}`)),
        'more than one Signature',
      ],
      [
        'the whole document as Reference',
        change((xml) => xml.replace(/URI="#[^"]+"/, 'URI=""')),
        'must name the ID',
      ],
      [
        'HMAC',
        change((xml) =>
          xml.replaceAll(rsaSha256, 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'),
        ),
        'hmac-sha256 is not allowed',
      ],
      ['RSA-SHA1', () => signedXml(own, {}, 'sha1'), 'Allow requests signed with RSA-SHA1'],
      ['RSA-SHA512', () => signedXml(own, {}, 'sha512'), 'sha512 is not allowed'],
      [
        'no method',
        change((xml) => xml.replace(/<SignatureMethod[^>]*>(<\/SignatureMethod>)?/, '')),
        '(none)',
      ],
      [
        'another key, its certificate inside',
        () => signedXml(stranger),
        'which is none of the verification certificates',
      ],
      [
        'another key, our certificate inside',
        async () =>
          (await signedXml(stranger)).replace(
            toBase64(stranger.certificate),
            toBase64(own.certificate),
          ),
        'None of the configured',
      ],
    ])('%s', async (_, make, words) => {
      const { code, words: said } = await post(await make());
      expect(said).toContain(words);
      expect(code).toBe(words === '76021' ? 76021 : 76023);
      expect(await post(await signedXml(own))).toMatchObject(accepted);
    });

    test('a comment or white space that canonicalisation leaves does not hide a value', async () => {
      const xml = (await signedXml(own)).replace('<saml:Issuer>', '<saml:Issuer><!-- x -->');
      expect(await post(xml)).toMatchObject(accepted);
    });
  });

  describe('the key identifier in KeyInfo', () => {
    const keyInfo = (content: string) => async () =>
      (await signedXml(own)).replace(/<KeyInfo>.*<\/KeyInfo>/s, content);
    const x509 = (content: string) => keyInfo(`<KeyInfo><X509Data>${content}</X509Data></KeyInfo>`);
    const serial = (number: string) =>
      x509(
        `<X509IssuerSerial><X509IssuerName>CN=own</X509IssuerName><X509SerialNumber>${number}</X509SerialNumber></X509IssuerSerial>`,
      );
    const ski = createHash('sha1')
      .update(own.certificate.publicKey.export({ type: 'pkcs1', format: 'der' }))
      .digest('base64');

    test.each([
      ['the serial number', serial(BigInt(`0x${own.certificate.serialNumber}`).toString())],
      ['the subject key identifier', x509(`<X509SKI>${ski}</X509SKI>`)],
      ['a name, which is no identifier', keyInfo('<KeyInfo><KeyName>any</KeyName></KeyInfo>')],
      ['no KeyInfo', keyInfo('')],
    ])('%s', async (_, make) => {
      expect(await post(await make())).toMatchObject(accepted);
    });

    test.each([
      ['another serial number', serial('1'), 'the serial number 1,'],
      ['another subject key identifier', x509('<X509SKI>AAAA</X509SKI>'), 'AAAA'],
      [
        'a certificate that is none',
        x509('<X509Certificate>!</X509Certificate>'),
        'is none of the',
      ],
    ])('%s is unknown', async (_, make, words) => {
      expect(await post(await make())).toMatchObject(refused(76023, words));
    });

    test('names any certificate of the application, also one that was added long ago', async () => {
      await add(next);
      await add(third);
      expect(await post(await signedXml(own))).toMatchObject(accepted);
      // Without one, only the two that were added last are tried.
      expect(await redirect(own)).toMatchObject(refused(76023, 'not by a known key'));
      expect(await redirect(next)).toMatchObject(accepted);
      expect(await redirect(third)).toMatchObject(accepted);
    });
  });

  test('RSA-SHA1 counts once it is allowed, beside RSA-SHA256', async () => {
    await require({ allowedWeakAlgorithms: 'rsaSha1' });
    const sha1: QueryParts = { sigAlg: rsaSha1, digest: 'sha1' };
    expect(await redirect(own, sha1)).toMatchObject(accepted);
    expect(await redirect(stranger, sha1)).toMatchObject({ code: 76023 });
    expect(await post(await signedXml(own, {}, 'sha1'))).toMatchObject(accepted);
    expect(await redirect(own)).toMatchObject(accepted);
    const sha512 = { sigAlg: rsaSha256.replace('256', '512'), digest: 'sha512' as const };
    expect(await redirect(own, sha512)).toMatchObject({ code: 76023 });
    await require({ allowedWeakAlgorithms: null });
    expect(await redirect(own, sha1)).toMatchObject({ code: 76023 });
  });

  test('76022: no certificate, or all have expired', async () => {
    const id = lab.servicePrincipalId;
    await directory().deleteVerificationCertificate(id, thumbprint(own.certificate));
    expect(await redirect(own)).toMatchObject(refused(76022, 'no certificate for verification'));
    expect(await post(await signedXml(own))).toMatchObject({ code: 76022 });
    expect(await add(expired)).toMatchObject({ expired: true });
    expect(await redirect(expired)).toMatchObject(refused(76022, 'expired on 2026-02-01'));
    expect(await post(await signedXml(expired))).toMatchObject(
      refused(76023, 'expired on 2026-02-01'),
    );
    await add(own);
    expect(await redirect(expired)).toMatchObject({ code: 76023 });
    expect(await redirect(own)).toMatchObject(accepted);
  });

  test('a certificate that expires verifies no longer', async () => {
    expect(await redirect(own)).toMatchObject(accepted);
    lab.advance(3 * 365 * 86_400_000);
    expect(await redirect(own)).toMatchObject(refused(76022, 'expired on 2028-12-31'));
  });

  test('the address with the id of the servicePrincipal is refused, even if the signature is valid', async () => {
    const own1 = signedParameters(own.privateKey).join('&');
    const addressed = `${sso}/${lab.servicePrincipalId}?${own1}`;
    expect(await codeOf(lab.browser.get(addressed))).toMatchObject(refused(76023, 'by the id'));
    await require({ isSignedRequestRequired: false });
    expect(await codeOf(lab.browser.get(addressed))).toMatchObject(accepted);
  });

  test('nothing begins here: My Apps and the User access URL are 76026', async () => {
    const launch = `/api/signin/${appId}?tenantId=${tenantId}`;
    expect(await codeOf(lab.browser.get(launch))).toMatchObject(
      refused(76026, 'must begin at the service provider'),
    );
    const refusal = (await lab.browser.get(launch)).body;
    expect(refusal).toContain(
      `/admin/apps/${lab.servicePrincipalId}/single-sign-on/verification-certificates"`,
    );
    expect(refusal).not.toContain('/admin/tenant"');
    await require({ isSignedRequestRequired: false });
    const page = await lab.browser.get(launch);
    expect(page.aadsts).toBeUndefined();
    // It is required by the time the user has signed in.
    await require();
    expect((await lab.browser.signIn(page)).aadsts).toBe(76026);
  });

  test('the metadata does not ask for signatures', async () => {
    const url = `/${tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`;
    const { body } = await lab.idp.app.inject(url);
    expect(body).toContain('<IDPSSODescriptor');
    expect(body).not.toContain('WantAuthnRequestsSigned');
    expect(body).not.toContain(toBase64(own.certificate));
  });

  test('the other checks come after: a signed request of another address is 50011', async () => {
    const xml = authnRequest({
      attributes: { AssertionConsumerServiceURL: 'https://evil.example/' },
    });
    expect(await redirect(own, { xml })).toMatchObject({ code: 50011 });
    expect(await redirect(stranger, { xml })).toMatchObject({ code: 76023 });
  });

  test('another application does not need them', async () => {
    const { servicePrincipalId } = await directory().addApplication({
      tenantId,
      displayName: 'Other',
    });
    await directory().configureSaml(servicePrincipalId, {
      identifierUris: ['urn:other'],
      replyUrls: [replyUrl],
    });
    await directory().addTokenSigningCertificate(servicePrincipalId);
    const xml = authnRequest({ issuer: 'urn:other' });
    expect(await codeOf(lab.browser.get(redirectTo(xml)))).toMatchObject(accepted);
  });
});

const lowerCased = (pair: string) =>
  pair.replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());
