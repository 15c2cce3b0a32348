/**
 * Loads our code: the compiled output, because users run that and Node cannot strip TSX. The types come from the source.
 */
import type * as Certificates from '../certs/certificate.ts';
import type * as SigningCertificates from '../certs/signing-certificate.ts';
import type * as Idp from '../idp/index.ts';
import type * as Redirect from '../saml/bindings/redirect.ts';
import type * as Names from '../saml/names.ts';
import type * as Sp from '../sp/index.ts';

const compiled = <Module>(file: string): Promise<Module> =>
  import(new URL(`../dist/${file}`, import.meta.url).href);

export const loadCertificates = () => compiled<typeof Certificates>('certs/certificate.js');
export const loadSigningCertificates = () =>
  compiled<typeof SigningCertificates>('certs/signing-certificate.js');
export const loadIdp = () => compiled<typeof Idp>('bundle/idp.js');
export const loadResponses = () =>
  compiled<Pick<typeof Idp, 'issueResponse'>>('idp/response/issue-response.js');
export const loadSp = () => compiled<typeof Sp>('bundle/sp.js');
export const loadNames = () => compiled<typeof Names>('saml/names.js');
export const loadRedirect = () => compiled<typeof Redirect>('saml/bindings/redirect.js');
