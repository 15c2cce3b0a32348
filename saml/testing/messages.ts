/** Messages and keys for tests. The keys are generated for each run; the certificate text is an unused placeholder. */
import { generateKeyPairSync } from 'node:crypto';
import { element, type XmlElement } from '../canonical-writer.ts';
import { ns, transform } from '../names.ts';

export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

export const signingKey = { privateKey: rsa.privateKey, certificateBase64: 'AAAA' };
export const trusted = [{ publicKey: rsa.publicKey, thumbprint: 'RSA' }];

const nameID = (value: string) => element('NameID', {}, value);

export function assertion(nameIDValue = 'honest@example.test', id = '_a1'): XmlElement {
  return element(
    'Assertion',
    { ID: id, IssueInstant: '2026-01-01T00:00:00.000Z', Version: '2.0', xmlns: ns.assertion },
    element('Issuer', {}, 'https://idp.example.test/'),
    element(
      'Subject',
      {},
      nameID(nameIDValue),
      element(
        'SubjectConfirmation',
        { Method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer' },
        element('SubjectConfirmationData', {
          InResponseTo: 'id1',
          NotOnOrAfter: '2026-01-01T01:00:00.000Z',
          Recipient: 'https://sp.example.test/acs',
        }),
      ),
    ),
    element(
      'Conditions',
      { NotBefore: '2025-12-31T23:55:00.000Z', NotOnOrAfter: '2026-01-01T01:00:00.000Z' },
      element(
        'AudienceRestriction',
        {},
        element('Audience', {}, 'https://sp.example.test/metadata'),
      ),
    ),
    element(
      'AttributeStatement',
      {},
      element(
        'Attribute',
        { Name: 'mail', FriendlyName: 'E-mail' },
        element('AttributeValue', {}, 'one & <two>'),
        element('AttributeValue', {}, 'three'),
      ),
    ),
    element(
      'AuthnStatement',
      { AuthnInstant: '2026-01-01T00:00:00.000Z', SessionIndex: id },
      element(
        'AuthnContext',
        {},
        element('AuthnContextClassRef', {}, 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password'),
      ),
    ),
  );
}

export function response(...assertions: XmlElement[]): XmlElement {
  return element(
    'samlp:Response',
    {
      ID: '_r1',
      Version: '2.0',
      IssueInstant: '2026-01-01T00:00:00.000Z',
      Destination: 'https://sp.example.test/acs',
      InResponseTo: 'id1',
      'xmlns:samlp': ns.protocol,
    },
    element('Issuer', { xmlns: ns.assertion }, 'https://idp.example.test/'),
    element(
      'samlp:Status',
      {},
      element('samlp:StatusCode', { Value: 'urn:oasis:names:tc:SAML:2.0:status:Success' }),
    ),
    ...assertions,
  );
}

export interface SignedInfoOptions {
  c14n?: string;
  method?: string;
  references?: {
    uri?: string | undefined;
    transforms?: string[];
    digestMethod?: string;
    digest: string;
  }[];
}

/** A SignedInfo of any form, so that a test can sign an invalid one. */
export function signedInfo(options: SignedInfoOptions): XmlElement {
  return element(
    'SignedInfo',
    {},
    element('CanonicalizationMethod', { Algorithm: options.c14n ?? transform.exclusiveC14n }),
    element('SignatureMethod', {
      Algorithm: options.method ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    }),
    ...(options.references ?? []).map(({ uri, transforms, digestMethod, digest }) =>
      element(
        'Reference',
        { URI: uri },
        element(
          'Transforms',
          {},
          ...(transforms ?? [transform.envelopedSignature, transform.exclusiveC14n]).map((uri) =>
            element('Transform', { Algorithm: uri }),
          ),
        ),
        element('DigestMethod', {
          Algorithm: digestMethod ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
        }),
        element('DigestValue', {}, digest),
      ),
    ),
  );
}
