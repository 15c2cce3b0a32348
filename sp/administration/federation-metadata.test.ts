import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCertificate, thumbprint, toBase64 } from '../../certs/certificate.ts';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import { certificateFor, faultyKeys } from '../../certs/testing/faulty-certificates.ts';
import { element, wire, type XmlElement } from '../../saml/canonical-writer.ts';
import { binding, ns } from '../../saml/names.ts';
import { signEnveloped } from '../../saml/sign.ts';
import { answerTo } from '../testing/answers.ts';
import { Browser } from '../testing/browser.ts';
import { buildResponse, encode } from '../testing/build-response.ts';
import { invalidInput, notFound } from '../testing/faults.ts';
import { idpEntityId, type SpUnderTest, spUnderTest, today } from '../testing/sp-under-test.ts';

const notBefore = new Date('2026-01-01T00:00:00Z');
const newKey = await makeSigningCertificate({ notBefore });
const stranger = await makeSigningCertificate({ notBefore });

let under: SpUnderTest;
let key: SigningKey;
beforeEach(async () => {
  under = await spUnderTest({ ssoLogoutUrl: 'http://idp.test/old-logout', clockSkewSeconds: 7 });
  key = under.context.key;
});
afterEach(() => under.sp.close());

interface Parts {
  entityId?: string;
  validUntil?: string;
  roleValidUntil?: string;
  keys?: Pick<SigningKey, 'certificate'>[];
  extraKey?: XmlElement;
  services?: XmlElement[];
}

const ssoLoginUrl = 'http://idp.test/new/saml2';
const service = (name: string, by: string, Location = ssoLoginUrl) =>
  element(name, { Binding: by, Location });

function metadata(p: Parts = {}): XmlElement {
  const keys = p.keys ?? [newKey];
  return element(
    'EntityDescriptor',
    {
      ID: '_metadata-1',
      entityID: p.entityId ?? idpEntityId,
      validUntil: p.validUntil,
      xmlns: ns.metadata,
    },
    element(
      'IDPSSODescriptor',
      { protocolSupportEnumeration: ns.protocol, validUntil: p.roleValidUntil },
      ...keys.map(({ certificate }) =>
        element(
          'KeyDescriptor',
          { use: 'signing' },
          element(
            'KeyInfo',
            { xmlns: ns.dsig },
            element('X509Data', {}, element('X509Certificate', {}, toBase64(certificate))),
          ),
        ),
      ),
      p.extraKey,
      ...(p.services ?? [
        service('SingleLogoutService', binding.redirect, 'http://idp.test/new/logout'),
        service('SingleSignOnService', binding.post, 'http://idp.test/by-post'),
        service('SingleSignOnService', binding.redirect),
      ]),
    ),
  );
}

async function signed(p: Parts = {}, by: SigningKey = key): Promise<string> {
  const { privateKey, certificate } = by;
  const signer = { privateKey, certificateBase64: toBase64(certificate) };
  return wire(await signEnveloped(metadata(p), { key: signer }));
}

const load = (xml: string, options = {}) =>
  under.sp.administration.loadFederationMetadata('contoso', Buffer.from(xml), options);

let unique = 0;

/** The result of posting a response signed by this key: `303`, or the failed check. */
async function signInWith(signer: SigningKey): Promise<string> {
  const person = new Browser(under.sp);
  unique += 1;
  const parts = { inResponseTo: await person.startSignIn(), assertionId: `_m${unique}` };
  const xml = await buildResponse({ ...under.context, key: signer }, parts);
  const answer = await person.postResponse(encode(xml));
  return answer.statusCode === 303 ? '303' : answer.json().check;
}

/** Refused with this code, and nothing has changed. */
async function expectRefused(loading: Promise<unknown>, code: string): Promise<void> {
  const before = await under.sp.administration.findSingleSignOn('contoso');
  await expect(loading).rejects.toEqual(invalidInput(['metadata', code]));
  expect(await under.sp.administration.findSingleSignOn('contoso')).toEqual(before);
  expect(await signInWith(key)).toBe('303');
}

test.each(faultyKeys)(
  'metadata that lists a key nobody should trust: %s',
  async (_what, code, faulty) => {
    const weak = { certificate: readCertificate(certificateFor(faulty)) };
    await expectRefused(load(await signed({ keys: [newKey, weak] })), code);
    await expectRefused(load(wire(metadata({ keys: [weak] })), { vouchedFor: true }), code);
    const pinnedCertificates = [weak.certificate.der];
    await expect(load(await signed(), { pinnedCertificates })).rejects.toEqual(
      invalidInput(['pinnedCertificates.0', code]),
    );
    await load(await signed());
  },
);

describe('metadata signed by a trusted key', () => {
  test('replaces the whole provider and keeps the other settings', async () => {
    expect(await load(await signed())).toEqual({
      idpEntityId,
      ssoLoginUrl,
      ssoLogoutUrl: 'http://idp.test/new/logout',
      thumbprints: [thumbprint(newKey.certificate)],
      broughtBack: [],
    });
    expect(await signInWith(newKey)).toBe('303');
    expect(await signInWith(key)).toBe('signature_key');
    const saved = await under.sp.administration.findSingleSignOn('contoso');
    expect(saved?.input).toMatchObject({ clockSkewSeconds: 7, ssoLoginUrl });
    const { location } = (await new Browser(under.sp).signIn()).headers;
    expect(String(location).startsWith(`${ssoLoginUrl}?`)).toBe(true);
  });

  test('may list several keys, one of them twice; the next may be signed by any of them', async () => {
    const { thumbprints } = await load(await signed({ keys: [key, newKey, newKey] }));
    expect(thumbprints).toHaveLength(2);
    expect([await signInWith(key), await signInWith(newKey)]).toEqual(['303', '303']);
    await load(await signed({ keys: [newKey] }, newKey));
    expect(await signInWith(key)).toBe('signature_key');
  });

  test('drops the SSO Logout URL that it does not name', async () => {
    const services = [service('SingleSignOnService', binding.redirect)];
    expect(await load(await signed({ services }))).not.toHaveProperty('ssoLogoutUrl');
    const saved = await under.sp.administration.findSingleSignOn('contoso');
    expect(saved?.input).not.toHaveProperty('ssoLogoutUrl');
  });

  test('is valid until validUntil', async () => {
    const ends = new Date(today.getTime() + 1).toISOString();
    await load(await signed({ validUntil: ends, roleValidUntil: ends, keys: [key] }));
    const over = today.toISOString();
    await expectRefused(load(await signed({ validUntil: over })), 'expired');
    await expectRefused(load(await signed({ roleValidUntil: over })), 'expired');
    await expectRefused(load(await signed({ validUntil: 'soon' })), 'expired');
  });
});

describe('is refused and changes nothing', () => {
  test('when edited after signing', async () => {
    const xml = await signed({ keys: [key] });
    await expectRefused(load(xml.replace('/new/saml2', '/evil/saml2')), 'signature_invalid');
    const exchanged = xml.replaceAll(toBase64(key.certificate), toBase64(stranger.certificate));
    await expectRefused(load(exchanged), 'signature_invalid');
  });

  test('when signed by an unknown key that it lists itself', async () => {
    const foreign = await signed({ keys: [stranger] }, stranger);
    await expectRefused(load(foreign), 'untrusted_key');
  });

  test('when unsigned, once a key is trusted', async () => {
    await expectRefused(load(wire(metadata())), 'signature_missing');
  });

  test('without a key, even if it refers to one', async () => {
    await expectRefused(load(await signed({ keys: [] })), 'no_signing_certificate');
    const extraKey = element(
      'KeyDescriptor',
      { use: 'signing' },
      element(
        'KeyInfo',
        { xmlns: ns.dsig },
        element('RetrievalMethod', { URI: 'http://127.0.0.1:1/key' }),
      ),
    );
    await expectRefused(load(await signed({ keys: [], extraKey })), 'no_signing_certificate');
  });

  test.each<[string, () => Promise<string>]>([
    ['no_login_url', () => signed({ services: [] })],
    ['doctype', async () => `<!DOCTYPE a>${await signed()}`],
    ['not_xml', async () => 'hello'],
    ['wrong_message', async () => `<EntityDescriptor xmlns="${ns.metadata}" entityID="x"/>`],
    ['too_large', async () => `<a>${' '.repeat(1_100_000)}</a>`],
  ])('%s', async (code, xml) => {
    await expectRefused(load(await xml()), code);
  });

  test('for an unknown company', async () => {
    const xml = Buffer.from(await signed({ keys: [key] }));
    await expect(
      under.sp.administration.loadFederationMetadata('nobody', xml, { vouchedFor: true }),
    ).rejects.toEqual(notFound('company', 'nobody'));
  });
});

describe('which signature counts', () => {
  test('only that of a pinned certificate', async () => {
    const pinnedCertificates = [stranger.certificate.der];
    const keys = [key];
    await expectRefused(load(await signed({ keys }), { pinnedCertificates }), 'untrusted_key');
    const unsigned = load(wire(metadata({ keys })), { pinnedCertificates, vouchedFor: true });
    await expectRefused(unsigned, 'signature_missing');
    await load(await signed({ keys }, stranger), { pinnedCertificates });
    expect(await signInWith(key)).toBe('303');
  });

  test('that of a key in the document, when an administrator vouches for it', async () => {
    const foreign = await signed({ keys: [stranger] }, stranger);
    const edited = foreign.replace('/new/saml2', '/evil/saml2');
    await expectRefused(load(edited, { vouchedFor: true }), 'signature_invalid');
    await load(foreign, { vouchedFor: true });
    expect(await signInWith(stranger)).toBe('303');
    await load(wire(metadata({ keys: [key] })), { vouchedFor: true });
    expect(await signInWith(key)).toBe('303');
  });

  test('that of a key in the document, for a company that trusts no key yet', async () => {
    const { administration } = under.sp;
    await administration.createCompany({ id: 'fabrikam', name: 'Fabrikam' });
    const first = async (xml: string) =>
      administration.loadFederationMetadata('fabrikam', Buffer.from(xml));
    const own = await signed({ keys: [newKey] }, newKey);
    await expect(first(await signed({ keys: [newKey] }, stranger))).rejects.toEqual(
      invalidInput(['metadata', 'untrusted_key']),
    );
    expect((await first(own)).thumbprints).toEqual([thumbprint(newKey.certificate)]);
    await expect(first(wire(metadata()))).rejects.toEqual(
      invalidInput(['metadata', 'signature_missing']),
    );
  });
});

test('a response under way is refused after its key was dropped', async () => {
  const person = new Browser(under.sp);
  const response = await answerTo(under, await person.startSignIn());
  await load(await signed());
  expect((await person.postResponse(response)).json().check).toBe('signature_key');
});

describe('older metadata', () => {
  const ofOldKey = () => load(wire(metadata({ keys: [key] })), { vouchedFor: true });

  test('that brings back a removed key reports it', async () => {
    const { broughtBack } = await load(await signed());
    expect(broughtBack).toEqual([]);
    under.setNow(new Date('2026-02-01T00:00:00Z'));
    const expected = [{ thumbprint: thumbprint(key.certificate), removedAt: today }];
    expect((await ofOldKey()).broughtBack).toEqual(expected);
    const saved = await under.sp.administration.findSingleSignOn('contoso');
    expect(saved?.broughtBack).toEqual(expected);
    // It is trusted already now, so the same document brings nothing back.
    expect((await ofOldKey()).broughtBack).toEqual([]);
  });

  test('says when the key was removed last', async () => {
    await load(await signed());
    await ofOldKey();
    under.setNow(new Date('2026-02-01T00:00:00Z'));
    await load(wire(metadata()), { vouchedFor: true });
    const { broughtBack } = await ofOldKey();
    expect(broughtBack.map(({ removedAt }) => removedAt.toISOString().slice(0, 10))).toEqual([
      '2026-02-01',
    ]);
  });

  test('of another company, or after the settings were deleted, brings nothing back', async () => {
    const { administration } = under.sp;
    await load(await signed());
    await administration.createCompany({ id: 'other', name: 'Other' });
    const xml = Buffer.from(wire(metadata({ keys: [key] })));
    const loaded = await administration.loadFederationMetadata('other', xml, { vouchedFor: true });
    expect(loaded.broughtBack).toEqual([]);
    await administration.removeSingleSignOn('contoso');
    expect((await ofOldKey()).broughtBack).toEqual([]);
  });
});
