import { type Certificate, readCertificate, thumbprint } from '../../certs/certificate.ts';
import { CertificateError } from '../../certs/errors.ts';
import { requireTypes } from '../../input/argument-types.ts';
import { type Fault, InvalidInput, refuseFaults } from '../../input/invalid-input.ts';
import { SamlError } from '../../saml/errors.ts';
import {
  type IdpDescriptor,
  openIdpMetadata,
  type ReceivedIdpMetadata,
} from '../../saml/idp-metadata.ts';
import { parseInstant } from '../../saml/instant.ts';
import { binding } from '../../saml/names.ts';
import { keyFault } from '../../saml/verification-key.ts';
import type { Clock } from '../../store/clock.ts';
import type { Database } from '../database/tables.ts';
import { readCertificateFiles } from './certificate-files.ts';
import { requireCompany } from './company.ts';
import type { BroughtBack } from './removed-certificates.ts';
import { findSingleSignOn } from './saved-single-sign-on.ts';
import { enableSingleSignOn } from './single-sign-on.ts';

export interface FederationMetadataOptions {
  /**
   * Files of certificates, one of which must have signed the document. By default those that the company trusts already; while it trusts no
   * certificate, those that the document itself lists.
   */
  readonly pinnedCertificates?: readonly Uint8Array[];
  /**
   * An administrator has chosen this very document. It may then come from an identity provider that the company does not trust yet, and need not be
   * signed; if it is signed, the signature must still fit a certificate that is trusted already or listed in it. Default false.
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
  /** Those that were removed before: the document may be an old one. */
  readonly broughtBack: readonly BroughtBack[];
}

/**
 * Replaces the identity provider that the company trusts by the one that the metadata describes: entity ID, URLs and keys as a
 * whole, so that a key it no longer lists is no longer trusted (Kantara IIP-MD07). The other settings stay, but single logout is switched off when the metadata
 * names no address for it. Fetches nothing that the document refers to. A refused document changes nothing.
 *
 * @throws {NotFound} when there is no such company
 * @throws {InvalidInput} when `metadata` is `expired`, has `no_signing_certificate` or `no_login_url`, cannot be read, is not signed
 * (`signature_missing`), was signed by another key or over other content, or lists a key that must not be trusted: then the code is that of
 * the `SamlError`, `CertificateError` or `KeyFault`
 * @throws {InvalidInput} for what it describes, as when it is entered by hand, and for `pinnedCertificates.0`
 * @throws {StaleVersion} when another user saved the settings at the same time
 */
export async function loadFederationMetadata(
  db: Database,
  clock: Clock,
  companyId: string,
  metadata: Uint8Array,
  options: FederationMetadataOptions = {},
): Promise<LoadedMetadata> {
  requireTypes({ metadata }, { metadata: 'file' });
  requireTypes(options, { pinnedCertificates: 'file[]?', vouchedFor: 'boolean?' });
  await requireCompany(db, companyId);
  const pinned = readCertificateFiles('pinnedCertificates', options.pinnedCertificates ?? []);
  refuseFaults(pinned.faults);
  const saved = await findSingleSignOn(db, companyId);
  const { certificates: trusted = [], allowSha1 = false } = saved?.input ?? {};
  const described = describedProvider(metadata, clock(), {
    pinned: options.pinnedCertificates && pinned.certificates.map((each) => each.certificate),
    vouchedFor: options.vouchedFor ?? false,
    trusted: trusted.map(readCertificate),
    allowSha1,
  });
  const { certificates, ...provider } = described;
  const { ssoLogoutUrl: _, ...kept } = saved?.input ?? {};
  const input = { ...kept, ...provider, certificates: certificates.map(({ der }) => der) };
  const singleLogout = (saved?.input.singleLogout ?? false) && provider.ssoLogoutUrl !== undefined;
  const settings = { ...input, singleLogout };
  const replaced = saved?.revision ?? null;
  const broughtBack = await enableSingleSignOn(db, clock, companyId, settings, replaced);
  return { ...provider, thumbprints: certificates.map(thumbprint), broughtBack };
}

/** Which signatures count. */
interface Trust {
  /** If given, only these. */
  readonly pinned: readonly Certificate[] | undefined;
  readonly vouchedFor: boolean;
  readonly trusted: readonly Certificate[];
  readonly allowSha1: boolean;
}

/** @throws {InvalidInput} on `metadata` */
function describedProvider(metadata: Uint8Array, now: Date, trust: Trust) {
  try {
    using received = openIdpMetadata(metadata);
    const described = readTrusted(received, trust);
    if (isOver(described, now)) throw refused('expired');
    const certificates = certificatesOf(described);
    if (certificates.length === 0) throw refused('no_signing_certificate');
    const ssoLoginUrl = described.singleSignOn.find(byRedirect)?.location;
    if (ssoLoginUrl === undefined) throw refused('no_login_url');
    const ssoLogoutUrl = described.singleLogout.find(byRedirect)?.location;
    return {
      idpEntityId: described.entityId,
      ssoLoginUrl,
      ...(ssoLogoutUrl !== undefined && { ssoLogoutUrl }),
      certificates,
    };
  } catch (error) {
    if (!(error instanceof SamlError) && !(error instanceof CertificateError)) throw error;
    const { code, message } = error;
    throw new InvalidInput([{ property: 'metadata', code, message }]);
  }
}

const sentences = {
  expired:
    'The metadata is no longer valid: its validUntil has passed. Download it again from the identity provider.',
  no_signing_certificate:
    'The metadata lists no signing certificate of the identity provider, so no signature could be trusted.',
  no_login_url: 'The metadata has no SingleSignOnService with the HTTP-Redirect binding.',
};

const refused = (code: keyof typeof sentences) =>
  new InvalidInput([{ property: 'metadata', code, message: sentences[code] }]);

/** What may be believed of it. @throws {SamlError} for a signature that is missing or wrong */
function readTrusted(received: ReceivedIdpMetadata, trust: Trust): IdpDescriptor {
  const { pinned, vouchedFor, trusted, allowSha1 } = trust;
  const isFirst = trusted.length === 0 && pinned === undefined;
  if (!received.signed && (vouchedFor || isFirst) && pinned === undefined)
    return received.descriptor;
  const listed = vouchedFor || isFirst ? certificatesOf(received.descriptor) : [];
  const signers = pinned ?? [...trusted, ...listed];
  return received.verify({
    certificates: signers.map((certificate) => ({
      publicKey: certificate.publicKey,
      thumbprint: thumbprint(certificate),
    })),
    allowSha1,
  });
}

/** Each once: Entra lists a certificate again for every role. @throws {InvalidInput} for a key that must not be trusted */
function certificatesOf({ signingCertificates }: IdpDescriptor): Certificate[] {
  const distinct = [...new Set(signingCertificates)];
  const certificates = distinct.map((base64) => readCertificate(Buffer.from(base64)));
  refuseFaults(certificates.map(metadataKeyFault));
  return certificates;
}

function metadataKeyFault(certificate: Certificate): Fault | undefined {
  const fault = keyFault(certificate.publicKey);
  if (!fault) return undefined;
  const { code, message } = fault;
  const which = `The metadata lists the signing certificate ${thumbprint(certificate)}.`;
  return { property: 'metadata', code, message: `${which} ${message}` };
}

/** Malformed instants count as past. Without validUntil, as in Entra's metadata (entra-saml.md 5.2), it does not expire. */
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

/** We send requests by Redirect only. */
const byRedirect = (endpoint: { binding: string }) => endpoint.binding === binding.redirect;
