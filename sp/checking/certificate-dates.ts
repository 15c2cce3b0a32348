import type { Check } from './check.ts';
import { type Moment, show } from './instant-window.ts';

interface SignedSubject {
  readonly rules: Moment & { readonly allowExpiredCertificate: boolean };
  /** Validity of the certificate that signed. */
  readonly certificate: { readonly notBefore: Date; readonly notAfter: Date };
}

/**
 * The SAML metadata profile ignores the dates of a certificate (it only carries a key), and Entra continues to sign with an
 * expired one. Accepting it silently would hide the expiry, so it is refused unless the company's settings allow it.
 */
export const certificateDates: Check<SignedSubject> = {
  name: 'certificate_dates',
  title: 'The signing certificate is valid today',
  fault: 'The signing certificate is not valid today',
  clause: 'Kantara IIP-MD12; RFC 5280 4.1.2.5',
  whatToDo:
    'Make a new certificate active at the identity provider and upload it under Integrations > Single Sign-On.',
  run: ({ rules, certificate: { notBefore, notAfter } }) => {
    const now = rules.now.getTime();
    const valid = notBefore.getTime() <= now && now <= notAfter.getTime();
    return {
      passed: valid || rules.allowExpiredCertificate,
      expected: rules.allowExpiredCertificate
        ? 'any dates: the settings of this company ignore them'
        : rules.shownNow,
      found: `valid from ${show(notBefore)} to ${show(notAfter)}`,
    };
  },
};
