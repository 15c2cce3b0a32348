import { readCertificate } from '../../certs/certificate.ts';
import { type TrustedNow, trustedByMetadata } from '../../doctor/index.ts';
import type { DoctorArguments } from './arguments.ts';
import { reading } from './reading.ts';

/** What the service provider trusts, as the options `--trusted-...` say; single values go before the metadata. Faults are added to `faults`. */
export async function readTrusted(
  { trustedMetadata, trustedCertificate = [], trustedIssuer, trustedLoginUrl }: DoctorArguments,
  faults: string[],
): Promise<TrustedNow> {
  const loaded = await reading('--trusted-metadata', trustedMetadata, faults, ({ content }) =>
    trustedByMetadata(content),
  );
  const certificates = [];
  for (const file of trustedCertificate) {
    const read = await reading('--trusted-certificate', file, faults, ({ content }) =>
      readCertificate(content),
    );
    if (read) certificates.push(read);
  }
  if (trustedLoginUrl !== undefined && !URL.canParse(trustedLoginUrl))
    faults.push(
      `--trusted-login-url must be a URL, such as https://login.microsoftonline.com/TENANT/saml2, not "${trustedLoginUrl}".`,
    );
  return {
    issuer: trustedIssuer ?? loaded?.issuer,
    loginUrl: trustedLoginUrl ?? loaded?.loginUrl,
    logoutUrl: loaded?.logoutUrl,
    certificates: [...certificates, ...(loaded?.certificates ?? [])],
  };
}
