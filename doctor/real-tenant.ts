import { type Certificate, readCertificate, thumbprint } from '../certs/certificate.ts';
import { CertificateError } from '../certs/errors.ts';
import { elementName } from '../exchanges/decode-message.ts';
import { clouds, isLocalHost } from '../idp/index.ts';
import { SamlError } from '../saml/errors.ts';
import { openIdpMetadata, type ReceivedIdpMetadata } from '../saml/idp-metadata.ts';
import { binding } from '../saml/names.ts';
import { decodeText } from '../text-files/decode-text.ts';

/** A tenant of Microsoft Entra ID, as its federation metadata describes it. */
export interface RealTenant {
  /** GUID, in lower case. */
  readonly tenantId: string;
  /** "Microsoft Entra Identifier", the Issuer of its responses. */
  readonly entityId: string;
  readonly loginUrl: string;
  readonly logoutUrl: string | undefined;
  /** Each once, in the order of the document. */
  readonly certificates: readonly Certificate[];
  /** Host of its admin center. */
  readonly adminCenter: string;
  /** Whether the document is as its tenant signed it, with a certificate that it lists. */
  readonly signature: 'valid' | 'missing' | 'invalid';
}

/** The document is no federation metadata of a tenant; one sentence. */
export class NotRealTenant extends Error {
  override readonly name = 'NotRealTenant';
}

/** Where to get the right one. */
const GET_IT =
  'Copy the App Federation Metadata Url of the application, or download its Federation Metadata XML, under Single sign-on > SAML Certificates.';

/**
 * Reads the federation metadata of a tenant (entra-saml.md 5).
 *
 * @param name of the document, for sentences
 * @throws {NotRealTenant} when it is anything else: another identity provider's, several providers', the lab's, or no metadata
 */
export function readRealTenant(name: string, content: Uint8Array): RealTenant {
  refuseByText(name, content);
  try {
    using received = openIdpMetadata(content);
    return tenantOf(name, received);
  } catch (error) {
    if (!(error instanceof SamlError || error instanceof CertificateError)) throw error;
    const at = error instanceof SamlError && error.at;
    const where = at ? ` (line ${at.line}, position ${at.position})` : '';
    throw new NotRealTenant(
      `${name} is not the federation metadata of a tenant. ${error.message.replace(/\.$/, '')}${where}. ${GET_IT}`,
    );
  }
}

/** What can be told from the text alone: Entra publishes one entity for each document, and a browser shows it below a sentence. */
function refuseByText(name: string, content: Uint8Array): void {
  const text = textOf(content);
  const kind = otherKind(content, text);
  if (kind !== undefined) throw new NotRealTenant(`${name} is ${kind}. ${GET_IT}`);
  if (/^\s*This XML file does not appear to have any style information/.test(text))
    throw new NotRealTenant(
      `${name} was copied from a page on which a browser shows XML, which is not the document itself. ${GET_IT}`,
    );
  if (elementName(text) === 'EntitiesDescriptor')
    throw new NotRealTenant(
      `${name} is a list of entities (EntitiesDescriptor); the federation metadata of a tenant is one EntityDescriptor. ${GET_IT}`,
    );
}

/** What people take for metadata, by its first bytes. */
function otherKind(content: Uint8Array, text: string): string | undefined {
  if (content[0] === 0x1f && content[1] === 0x8b) return 'a file that gzip compressed: unpack it';
  if (content[0] === 0x50 && content[1] === 0x4b) return 'a ZIP archive: unpack it';
  const [, block] = /^\s*-----BEGIN ([A-Z ]+)-----/.exec(text) ?? [];
  return block === undefined
    ? undefined
    : `a PEM file (${block}), and the metadata is XML with more than a certificate`;
}

function textOf(content: Uint8Array): string {
  try {
    return decodeText(content);
  } catch (error) {
    if (error instanceof TypeError) return '';
    throw error;
  }
}

function tenantOf(name: string, received: ReceivedIdpMetadata): RealTenant {
  const { entityId, singleSignOn, singleLogout, signingCertificates } = received.descriptor;
  const byRedirect = (each: { binding: string }) => each.binding === binding.redirect;
  const loginUrl = (singleSignOn.find(byRedirect) ?? singleSignOn[0])?.location;
  if (loginUrl === undefined)
    throw new NotRealTenant(`${name} has no SingleSignOnService, so no Login URL. ${GET_IT}`);
  const host = new URL(loginUrl).hostname;
  const { tenantId, cloud } = requireEntra(name, entityId, host);
  const certificates = [...new Set(signingCertificates)].map((base64) =>
    readCertificate(Buffer.from(base64)),
  );
  if (certificates.length === 0)
    throw new NotRealTenant(`${name} has no signing certificate. ${GET_IT}`);
  return {
    tenantId,
    entityId,
    loginUrl,
    logoutUrl: singleLogout.find(byRedirect)?.location,
    certificates,
    adminCenter: cloud.adminCenter,
    signature: signatureOf(received, certificates),
  };
}

/** The clouds of the mock, and 21Vianet, which it does not model (entra-saml.md 5.1). */
const realClouds = [
  ...Object.values(clouds),
  {
    login: 'login.partner.microsoftonline.cn',
    issuer: 'sts.chinacloudapi.cn',
    adminCenter: 'portal.azure.cn',
  },
];

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws {NotRealTenant} */
function requireEntra(name: string, entityId: string, host: string) {
  const refused = (what: string) => new NotRealTenant(`${name} is ${what}. ${GET_IT}`);
  const [, issuerHost = '', tenantId = ''] = /^https:\/\/([^/]+)\/([^/]+)\/$/.exec(entityId) ?? [];
  const cloud = realClouds.find(({ login }) => login === host);
  if (isLocalHost(host))
    throw refused(`the metadata of a lab, whose Login URL is at ${host}, not of the real tenant`);
  if (/\/adfs\/services\/trust/i.test(entityId))
    throw refused(`the metadata of AD FS (${entityId}), not of Microsoft Entra ID`);
  if (/^\{.*\}$/.test(tenantId))
    throw refused('the metadata of all tenants (/common/), which names no tenant as issuer');
  if (!cloud || !GUID.test(tenantId) || !realClouds.some(({ issuer }) => issuer === issuerHost))
    throw refused(
      `the metadata of ${entityId} with a Login URL at ${host}, and a tenant has https://sts.windows.net/TENANT/ and login.microsoftonline.com`,
    );
  return { tenantId: tenantId.toLowerCase(), cloud };
}

function signatureOf(
  received: ReceivedIdpMetadata,
  certificates: readonly Certificate[],
): RealTenant['signature'] {
  if (!received.signed) return 'missing';
  try {
    received.verify({
      certificates: certificates.map((each) => ({
        publicKey: each.publicKey,
        thumbprint: thumbprint(each),
      })),
      allowSha1: true, // says only whether the file was changed; no trust follows
    });
    return 'valid';
  } catch (error) {
    if (error instanceof SamlError) return 'invalid';
    throw error;
  }
}
