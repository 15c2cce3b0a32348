import type { Certificate } from '../../certs/certificate.ts';
import { causes, libraryOptions } from '../../explain/index.ts';
import { certificateInWords, dayOf } from '../certificate-words.ts';
import type { Finding } from '../finding.ts';
import type { GoLive } from '../go-live.ts';
import { captures, certificateManagement, federationMetadata, signingOptions } from '../sources.ts';

const DAY = 24 * 60 * 60 * 1000;
/** Entra writes its first e-mail this long before a certificate expires (entra-saml.md 6). */
const SOON = 60 * DAY;
/** Subject of the keys that a tenant shares between applications (entra-saml.md 5.2). */
const SHARED = 'CN=accounts.accesscontrol.windows.net';

/** The signing certificates of the tenant, and the document that lists them. */
export function certificateFindings(live: GoLive): Finding[] {
  const { tenant, now } = live;
  return [
    ...sharedKeys(live),
    ...tenant.certificates.flatMap((each) => ending(each, now)),
    ...rollover(live),
    ...document(live),
    ...signing(live),
  ];
}

function sharedKeys({ app, tenant }: GoLive): Finding[] {
  const shared = tenant.certificates.filter(({ subject }) => subject === SHARED);
  if (shared.length < tenant.certificates.length) return [];
  return [
    {
      id: 'metadata-of-tenant',
      severity: 'error',
      inLab: 'The metadata of the lab is that of the application.',
      sentence: `The metadata lists the keys that the tenant shares (${SHARED}), not the certificate of an application: they do not verify the responses of ${app.displayName}.`,
      source: federationMetadata('Token signing certificates'),
      fix: 'Use the App Federation Metadata Url under SAML Certificates, which ends in ?appid= and the Application ID.',
      options: libraryOptions.idpCertificate,
    },
  ];
}

function ending(certificate: Certificate, now: Date): Finding[] {
  const left = certificate.notAfter.getTime() - now.getTime();
  if (left > SOON) return [];
  const about = {
    inLab: 'A certificate of the lab is new and valid for three years.',
    source: certificateManagement('Renew a certificate that will soon expire'),
    fix: causes['certificate-expired'].atEntra,
    options: libraryOptions.idpCertificate,
  };
  const which = certificateInWords(certificate);
  if (left <= 0)
    return [
      {
        ...about,
        id: 'certificate-expired',
        severity: 'error',
        sentence: `The certificate ${which}, has expired. Entra goes on signing with it, and service providers that check the dates refuse.`,
      },
    ];
  const days = Math.ceil(left / DAY);
  return [
    {
      ...about,
      id: 'certificate-ends-soon',
      severity: 'warning',
      sentence: `The certificate ${which}, expires in ${days} ${days === 1 ? 'day' : 'days'}.`,
    },
  ];
}

function rollover({ tenant: { certificates } }: GoLive): Finding[] {
  if (certificates.length < 2) return [];
  return [
    {
      id: 'several-certificates',
      severity: 'warning',
      inLab: 'The lab has one certificate for an application until you add another.',
      sentence: `The tenant publishes ${certificates.length} certificates (${certificates.map(({ notAfter }) => `until ${dayOf(notAfter)}`).join(', ')}): a rollover is prepared, and each of them may sign.`,
      source: federationMetadata('Token signing certificates'),
      fix: 'Trust all of them at the service provider.',
      options: libraryOptions.idpCertificate,
    },
  ];
}

function document({ tenant }: GoLive): Finding[] {
  if (tenant.signature === 'valid') return [];
  const missing = tenant.signature === 'missing';
  return [
    {
      id: missing ? 'metadata-unsigned' : 'metadata-changed',
      severity: 'warning',
      inLab: 'The lab signs its metadata, as Entra does.',
      sentence: missing
        ? 'The metadata is not signed, and Entra always signs it: the file was made or changed by another program.'
        : 'The signature of the metadata does not verify with the certificates in it: the file was changed after Entra signed it, perhaps by an editor that indents XML.',
      source: captures('Metadata'),
      fix: 'Download it again, and give it to the service provider as it came.',
    },
  ];
}

/** A new application at Entra signs the assertion, with SHA-256 (entra-saml.md 2.3). */
function signing({ app: { signingOption, signingAlgorithm } }: GoLive): Finding[] {
  if (signingOption === 'assertion' && signingAlgorithm === 'sha256') return [];
  return [
    {
      id: 'signing-differs',
      severity: 'warning',
      inLab: `The lab signs ${signedParts[signingOption] ?? signingOption} with ${signingAlgorithm === 'sha1' ? 'SHA-1' : 'SHA-256'}.`,
      sentence:
        'A new application at Entra signs the assertion only, with SHA-256, so the service provider gets other signatures than it was tested with.',
      source: signingOptions('Certificate signing options'),
      fix: 'Set the same Signing Option and Signing Algorithm under SAML Certificates at the tenant, or test with the default ones here.',
      options: libraryOptions.whatIsSigned,
    },
  ];
}

const signedParts: Readonly<Record<string, string>> = {
  assertion: 'the assertion',
  response: 'the response only',
  both: 'response and assertion',
};
