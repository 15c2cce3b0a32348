export type CertificateErrorCode =
  | 'not_a_certificate'
  | 'several_certificates'
  | 'private_key'
  | 'pkcs7'
  | 'certificate_request'
  | 'public_key'
  | 'too_large'
  | 'not_a_pfx'
  | 'wrong_password'
  | 'no_private_key'
  | 'key_mismatch'
  | 'bad_subject'
  | 'bad_validity';

const sentences: Record<CertificateErrorCode, string> = {
  not_a_certificate:
    'This file is not an X.509 certificate. Choose a .cer, .crt or .pem file in DER, Base64 or PEM form.',
  several_certificates:
    'This file contains more than one certificate. Choose a file with one certificate.',
  private_key:
    'This file contains a private key. Choose the file that contains only the certificate.',
  pkcs7:
    'This file is PKCS #7 (.p7b), which bundles certificates. Export the one certificate as .cer: openssl pkcs7 -print_certs shows them.',
  certificate_request:
    'This file is a certificate signing request (CSR). Choose the certificate that was issued for it.',
  public_key: 'This file is a public key without a certificate. Choose the certificate of the key.',
  too_large:
    'This file is larger than 64 KB, too large for a certificate. Choose a certificate file.',
  not_a_pfx: 'This file is not a PFX (PKCS #12) file. Choose a .pfx or .p12 file.',
  wrong_password: 'The password does not open this PFX file. Type the password it was made with.',
  no_private_key:
    'This PFX file does not contain a certificate and its private key. Export it again with the key.',
  key_mismatch: 'The private key in this PFX file belongs to another certificate.',
  bad_subject:
    'The subject of a certificate is "CN=" and a name of 1 to 64 characters, as in CN=Contoso.',
  bad_validity: 'A certificate must end after it begins, both between the years 1950 and 9999.',
};

/** A certificate file or request that was refused. `message` is one sentence for a person; `detail` is for the log. */
export class CertificateError extends Error {
  readonly code: CertificateErrorCode;
  readonly detail: string;

  constructor(code: CertificateErrorCode, detail = '') {
    super(sentences[code]);
    this.name = 'CertificateError';
    this.code = code;
    this.detail = detail;
  }
}
