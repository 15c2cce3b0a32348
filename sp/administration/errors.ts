export type AdministrationErrorCode =
  | 'bad_company_id'
  | 'company_exists'
  | 'no_such_company'
  | 'bad_domain'
  | 'domain_taken'
  | 'bad_login_url'
  | 'bad_logout_url'
  | 'bad_idp_entity_id'
  | 'bad_clock_skew'
  | 'metadata_over'
  | 'metadata_without_key'
  | 'metadata_without_login_url'
  | 'no_certificate'
  | 'last_certificate'
  | 'too_many_certificates'
  | 'changed_meanwhile'
  | 'missing_name'
  | 'bad_email'
  | 'employee_exists'
  | 'administrator_exists'
  | 'weak_password';

const sentences: Record<AdministrationErrorCode, string> = {
  bad_company_id: 'A company id is 1 to 64 letters, digits, hyphens or underscores.',
  company_exists: 'There is already a company with this id.',
  no_such_company: 'There is no company with this id.',
  bad_domain: 'A mail domain looks like contoso.com, without @.',
  domain_taken: 'This mail domain is already registered by another company.',
  bad_login_url:
    'The SSO Login URL must be an absolute http or https URL: the Login URL of the identity provider.',
  bad_logout_url:
    'The SSO Logout URL must be an absolute http or https URL, or empty: the Logout URL of the identity provider.',
  bad_idp_entity_id:
    'The identity provider needs its entity ID (Microsoft Entra Identifier), 1 to 1024 characters.',
  bad_clock_skew: 'The clock skew is a whole number of seconds from 0 to 600.',
  metadata_over:
    'The metadata is no longer valid: its validUntil has passed. Download it again from the identity provider.',
  metadata_without_key:
    'The metadata lists no signing certificate of the identity provider: nothing it signs could be trusted.',
  metadata_without_login_url:
    'The metadata names no single sign-on service by HTTP-Redirect to send people to.',
  no_certificate:
    'Choose the certificate of the identity provider: without one no response could be trusted.',
  last_certificate:
    'This is the only certificate, and without one nobody could sign in. Add the new one first.',
  too_many_certificates: 'There is room for ten certificates. Remove those no longer in use first.',
  changed_meanwhile: 'Somebody else has changed this in the meantime. Look at it again.',
  missing_name: 'First name and last name are needed, at most 200 characters each.',
  bad_email: 'This is not an e-mail address. It looks like name@contoso.com.',
  employee_exists: 'There is already an employee with this e-mail address in this company.',
  administrator_exists: 'There is already an administrator with this e-mail address.',
  weak_password: 'A password has 8 to 256 characters.',
};

/** A setting that cannot be saved. Nothing was changed; `message` is one sentence for the form. */
export class AdministrationError extends Error {
  readonly code: AdministrationErrorCode;

  constructor(code: AdministrationErrorCode) {
    super(sentences[code]);
    this.name = 'AdministrationError';
    this.code = code;
  }
}
