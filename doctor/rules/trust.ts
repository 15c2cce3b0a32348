import { causes, libraryOptions } from '../../explain/index.ts';
import { nearMiss } from '../../idp/index.ts';
import { certificateInWords, sameCertificate } from '../certificate-words.ts';
import type { Finding } from '../finding.ts';
import type { GoLive } from '../go-live.ts';
import { sentRequests } from '../sent-requests.ts';
import { federationMetadata, signOnProtocol, signOutProtocol } from '../sources.ts';

/** What the service provider must have of the tenant instead of the lab: issuer, certificates, Login URL and Logout URL. */
export function trustFindings(live: GoLive): Finding[] {
  return [...issuer(live), ...certificates(live), ...loginUrl(live), ...logoutUrl(live)];
}

/** How to tell samlab what it cannot see. */
const TELL = 'Say what it has with --trusted-metadata to have it compared.';

function issuer({ app, tenant, trusted }: GoLive): Finding[] {
  const { entityId } = tenant;
  if (trusted.issuer === entityId) return [];
  const known = trusted.issuer !== undefined;
  const difference = nearMiss(trusted.issuer ?? '', entityId);
  const whose = trusted.issuer === app.issuer ? ', that of the lab,' : '';
  const only = difference === undefined ? '' : `, which differs only in ${difference},`;
  return [
    {
      id: known ? 'issuer-other' : 'issuer-unknown',
      severity: known ? 'error' : 'warning',
      inLab: `The Issuer of each response is ${app.issuer} here.`,
      sentence: known
        ? `The service provider expects the Issuer ${trusted.issuer}${whose}${only} and will refuse ${entityId} of the tenant.`
        : `The tenant sends the Issuer ${entityId} and samlab does not know whether the service provider expects it.`,
      source: federationMetadata('Microsoft Entra tenant-specific endpoints'),
      fix: `Set ${entityId} as issuer. ${causes.issuer.atServiceProvider}${known ? '' : ` ${TELL}`}`,
      options: libraryOptions.idpEntityId,
    },
  ];
}

function certificates({ app, tenant, trusted }: GoLive): Finding[] {
  const known = trusted.certificates.length > 0;
  const missing = tenant.certificates.filter(
    (each) => !trusted.certificates.some((one) => sameCertificate(one, each)),
  );
  if (missing.length === 0) return [];
  const listed = missing.map(certificateInWords).join('; ');
  const isLabs = trusted.certificates.some(
    (one) => app.certificate && sameCertificate(one, app.certificate),
  );
  const some = missing.length < tenant.certificates.length;
  return [
    {
      id: known ? 'certificate-missing' : 'certificate-unknown',
      severity: known && !some ? 'error' : 'warning',
      inLab: app.certificate
        ? `The lab signs with ${certificateInWords(app.certificate)}.`
        : 'The application has no signing certificate here.',
      sentence: known
        ? `The service provider ${isLabs ? 'trusts the certificate of the lab and ' : ''}does not trust ${listed}, with which the tenant signs${some ? ' now or after the rollover' : ''}.`
        : `The tenant signs with ${listed}, and samlab does not know whether the service provider trusts it.`,
      source: federationMetadata('Token signing certificates'),
      fix: `Give the service provider the certificate of the tenant, and remove that of the lab.${known ? '' : ` ${TELL}`}`,
      options: libraryOptions.idpCertificate,
    },
  ];
}

function loginUrl({ app, tenant, trusted, exchanges }: GoLive): Finding[] {
  if (isSame(trusted.loginUrl, tenant.loginUrl)) return [];
  const finding = {
    inLab: `Requests are sent to ${app.loginUrl}, which is the lab.`,
    source: signOnProtocol('AuthnRequest'),
    fix: `Set ${tenant.loginUrl} as Login URL.`,
    options: libraryOptions.idpLoginUrl,
  };
  if (trusted.loginUrl !== undefined)
    return [
      {
        ...finding,
        id: 'login-url-other',
        severity: 'error',
        sentence: `The service provider sends users to ${trusted.loginUrl}, not to ${tenant.loginUrl} of the tenant.`,
      },
    ];
  const sent = sentRequests(exchanges).find(
    ({ message }) => !isSame(message.address, tenant.loginUrl),
  );
  const named = isSame(sent?.request.destination, sent?.message.address ?? '')
    ? ' and names it as Destination'
    : '';
  return [
    {
      ...finding,
      id: 'login-url-unknown',
      severity: 'warning',
      sentence: sent
        ? `In the latest sign-in, the service provider sent its request to ${sent.message.address}${named}; the tenant answers at ${tenant.loginUrl} only.`
        : `The tenant answers at ${tenant.loginUrl}, and samlab does not know whether the service provider sends its requests there.`,
      fix: `${finding.fix} ${TELL}`,
    },
  ];
}

function logoutUrl({ tenant, trusted }: GoLive): Finding[] {
  const { logoutUrl: wanted } = tenant;
  if (trusted.logoutUrl === undefined || wanted === undefined || isSame(trusted.logoutUrl, wanted))
    return [];
  return [
    {
      id: 'sign-out-url-other',
      severity: 'warning',
      inLab: 'A sign-out that the service provider sends ends the session in the lab.',
      sentence: `If the service provider sends sign-outs, it sends them to ${trusted.logoutUrl}, not to ${wanted} of the tenant.`,
      source: signOutProtocol('LogoutRequest'),
      fix: `Set ${wanted} as Logout URL.`,
      options: libraryOptions.idpLogoutUrl,
    },
  ];
}

/** Paths match in any letter case, like those of Entra. */
const isSame = (one: string | undefined, other: string): boolean =>
  one !== undefined && URL.parse(one)?.href.toLowerCase() === URL.parse(other)?.href.toLowerCase();
