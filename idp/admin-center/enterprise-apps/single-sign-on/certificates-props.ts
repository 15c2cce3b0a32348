import type { SigningCertificate } from '../../../directory/applications/signing-certificates.ts';
import type { FieldFault } from '../../field-faults.ts';
import type { Shell } from '../../visit.ts';
import type { ApplicationVisit } from '../application-routes.ts';

export const certificatesPage = 'single-sign-on/certificates';

/** Which of the page's forms broke a rule. */
export interface BrokenForm {
  form: 'list' | 'new' | 'import' | 'signing' | 'emails';
  faults: readonly FieldFault[];
  /** As typed. */
  emails?: readonly string[];
}

export interface CertificatesProps {
  shell: Shell;
  visit: ApplicationVisit;
  list: readonly SigningCertificate[];
  now: Date;
  broken: BrokenForm | undefined;
}
