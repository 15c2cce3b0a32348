import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import type { Exchange } from '../../exchanges/exchange.ts';
import { redirected, sampleExchange } from '../../exchanges/testing/sample.ts';
import { defaultConfiguration } from '../../idp/index.ts';
import { ns } from '../../saml/names.ts';
import { examine } from '../examine.ts';
import type { Finding } from '../finding.ts';
import type { GoLive } from '../go-live.ts';
import { readRealTenant } from '../real-tenant.ts';
import { trustedByMetadata } from '../trusted-now.ts';
import { tenantMetadata } from './tenant-metadata.ts';

export const now = new Date('2026-03-01T08:00:00Z');
const identifier = 'https://sp.example.test/metadata';
const acs = 'https://sp.example.test/acs';

const labKey = await makeSigningCertificate({ notBefore: now });
const metadata = Buffer.from(await tenantMetadata({ now }));

/** An application that is ready to go live, and everything that is known of it; no rule says that it fails. */
export async function ready(): Promise<GoLive> {
  return {
    app: {
      displayName: 'Reports',
      appId: '11112222-3333-4444-5555-666677778888',
      fromGallery: false,
      basic: {
        identifierUris: [identifier],
        replyUrls: [acs],
        redirectUriSettings: [],
        signOnUrl: 'https://sp.example.test/login',
        relayState: '',
        logoutUrl: 'https://sp.example.test/logout',
      },
      claims: defaultConfiguration,
      nameIdFormat: undefined,
      signingOption: 'assertion',
      signingAlgorithm: 'sha256',
      assignmentRequired: true,
      certificate: labKey.certificate,
      issuer: 'https://sts.windows.net/aaaabbbb-0000-cccc-1111-dddd2222eeee/',
      loginUrl: 'http://localhost:4100/aaaabbbb-0000-cccc-1111-dddd2222eeee/saml2',
    },
    tenant: readRealTenant('tenant.xml', metadata),
    metadataUrl: undefined,
    trusted: trustedByMetadata(metadata),
    serviceProvider: {
      entityId: identifier,
      acs: [{ binding: post, location: acs, isDefault: true }],
      singleLogout: [{ binding: redirect, location: 'https://sp.example.test/logout' }],
      encryptionCertificates: [],
      signingCertificates: [],
      wantsAssertionsSigned: true,
      signsAuthnRequests: false,
      requestedAttributes: [],
    },
    exchanges: [await signIn()],
    now,
    clockAheadMs: 0,
  };
}

const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

/** How a request differs from one that Entra accepts. */
interface Request {
  readonly issuer?: string;
  readonly acs?: string;
  readonly issueInstant?: string;
  readonly attributes?: string;
  readonly content?: string;
}

/** A recorded sign-in that succeeded. */
export async function signIn({
  issuer = identifier,
  acs: address = acs,
  issueInstant = now.toISOString(),
  attributes = '',
  content = '',
}: Request = {}): Promise<Exchange> {
  const xml = `<samlp:AuthnRequest xmlns:samlp="${ns.protocol}" xmlns:saml="${ns.assertion}" ID="_r1" Version="2.0" IssueInstant="${issueInstant}" AssertionConsumerServiceURL="${address}"${attributes}><saml:Issuer>${issuer}</saml:Issuer>${content}</samlp:AuthnRequest>`;
  return sampleExchange({
    outcome: 'success',
    request: redirected(xml, { at: now.toISOString() }),
    claims: ['givenname', 'surname', 'emailaddress'].map((name) => ({
      name: `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/${name}`,
      values: ['x'],
      reason: 'as configured',
    })),
  });
}

/** What the rules say of an application that is ready: people differ, whatever is configured. */
export const always = [
  'warning name-id-source',
  'warning claims-may-be-missing',
  'note clock-of-service-provider',
];

export const ids = (findings: readonly Finding[]) =>
  findings.map(({ severity, id }) => `${severity} ${id}`);

/** Asks the rules about an application that is ready, with changes. */
export function asking(live: () => GoLive) {
  const found = (changes: Partial<GoLive>): readonly Finding[] =>
    examine({ ...live(), ...changes }).findings;
  /** Ids that the changes add to those of the application that is ready. */
  const added = (changes: Partial<GoLive>) =>
    ids(found(changes)).filter((id) => !always.includes(id));
  return { found, added };
}
