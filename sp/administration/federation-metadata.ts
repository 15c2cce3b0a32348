import { type Certificate, readCertificate, thumbprint } from '../../certs/certificate.ts';
import { SamlError } from '../../saml/errors.ts';
import {
  type IdpDescriptor,
  openIdpMetadata,
  type ReceivedIdpMetadata,
} from '../../saml/idp-metadata.ts';
import { parseInstant } from '../../saml/instant.ts';
import { binding } from '../../saml/names.ts';
import type { Clock } from '../../store/clock.ts';
import type { Database } from '../database/tables.ts';
import { AdministrationError } from './errors.ts';
import { findSingleSignOn } from './saved-single-sign-on.ts';
import { enableSingleSignOn } from './single-sign-on.ts';

export interface FederationMetadataOptions {
  /**
   * Files of certificates, one of which must have signed the document. By default those that the company trusts already; while there are none,
   * those that the document itself lists.
   */
  readonly pinnedCertificates?: readonly Uint8Array[];
  /**
   * An administrator has chosen this very document. Then it may come from an identity provider not trusted so far and need not be
   * signed; a signature that is there must still fit a certificate that is trusted already or listed in it. Default false.
   */
  readonly vouchedFor?: boolean;
}

/** What a company trusts from now on. */
export interface LoadedMetadata {
  readonly idpEntityId: string;
  readonly ssoLoginUrl: string;
  readonly ssoLogoutUrl?: string;
  /** SHA-1 of each certificate, 40 upper-case hex digits. */
  readonly thumbprints: readonly string[];
}

/**
 * Puts the identity provider that the metadata describes in the place of the one that the company trusted: entity ID, URLs and keys as a
 * whole, so that a key it no longer lists counts no more (Kantara IIP-MD07). The other settings stay. Nothing that it refers to is fetched. When
 * it is refused, everything stays as it was.
 *
 * @throws {SamlError} for a document that cannot be read, is not signed (`signature_missing`), or was signed by another key or over other content
 * @throws {AdministrationError} `metadata_over`, `metadata_without_key`, `metadata_without_login_url`, and those of `enableSingleSignOn`
 * @throws {CertificateError} when it lists something that is no certificate
 */
export async function loadFederationMetadata(
  db: Database,
  clock: Clock,
  companyId: string,
  xml: Uint8Array,
  options: FederationMetadataOptions = {},
): Promise<LoadedMetadata> {
  const saved = await findSingleSignOn(db, companyId);
  const { certificates: trusted = [], allowSha1 = false } = saved?.input ?? {};
  using received = openIdpMetadata(xml);
  const described = readTrusted(received, { ...options, trusted, allowSha1 });
  if (isOver(described, clock())) throw new AdministrationError('metadata_over');
  const certificates = certificatesOf(described);
  if (certificates.length === 0) throw new AdministrationError('metadata_without_key');
  const ssoLoginUrl = described.singleSignOn.find(byRedirect)?.location;
  if (ssoLoginUrl === undefined) throw new AdministrationError('metadata_without_login_url');
  const ssoLogoutUrl = described.singleLogout.find(byRedirect)?.location;

  const { ssoLogoutUrl: _, ...kept } = saved?.input ?? {};
  const provider = {
    idpEntityId: described.entityId,
    ssoLoginUrl,
    ...(ssoLogoutUrl !== undefined && { ssoLogoutUrl }),
  };
  const input = { ...kept, ...provider, certificates: certificates.map(({ der }) => der) };
  await enableSingleSignOn(db, clock, companyId, input, saved?.revision ?? null);
  return { ...provider, thumbprints: certificates.map(thumbprint) };
}

interface Trust extends FederationMetadataOptions {
  readonly trusted: readonly Uint8Array[];
  readonly allowSha1: boolean;
}

/** What may be believed of it. @throws {SamlError} for a signature that is missing or wrong */
function readTrusted(received: ReceivedIdpMetadata, trust: Trust): IdpDescriptor {
  const { pinnedCertificates: pinned, vouchedFor = false, trusted, allowSha1 } = trust;
  const isFirst = trusted.length === 0 && pinned === undefined;
  if (!received.signed && (vouchedFor || isFirst) && pinned === undefined)
    return received.descriptor;
  const listed = vouchedFor || isFirst ? certificatesOf(received.descriptor) : [];
  const signers = pinned?.map(readCertificate) ?? [...trusted.map(readCertificate), ...listed];
  return received.verify({
    certificates: signers.map((certificate) => ({
      publicKey: certificate.publicKey,
      thumbprint: thumbprint(certificate),
    })),
    allowSha1,
  });
}

/** Each once: Entra lists a certificate again for every role. */
const certificatesOf = ({ signingCertificates }: IdpDescriptor): Certificate[] =>
  [...new Set(signingCertificates)].map((base64) => readCertificate(Buffer.from(base64)));

/** An instant that is none counts as past. Without any, as in Entra's metadata (entra-saml.md 5.2), it does not end. */
const isOver = ({ validUntil }: IdpDescriptor, now: Date): boolean =>
  validUntil.some((text) => !(instantOf(text) > now.getTime()));

function instantOf(text: string): number {
  try {
    return parseInstant(text).getTime();
  } catch (error) {
    if (error instanceof SamlError) return Number.NEGATIVE_INFINITY;
    throw error;
  }
}

/** We send requests by Redirect alone. */
const byRedirect = (endpoint: { binding: string }) => endpoint.binding === binding.redirect;
