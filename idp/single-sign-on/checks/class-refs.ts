import type { AuthnRequest } from '../../../saml/authn-request.ts';
import { ns } from '../../../saml/names.ts';
import { aadsts } from '../../errors.ts';

/** RFC 3986 3.1: an absolute URI begins with its scheme. */
const absoluteUri = /^[a-z][a-z0-9+.-]*:\S+$/i;

/**
 * AuthnContextClassRef is of type anyURI (SAML Core 3.3.2.2.1), for Entra an absolute one.
 *
 * @throws {IdpError} 7500522
 */
export function checkClassRefs({ requestedAuthnContext }: AuthnRequest): void {
  const wrong = requestedAuthnContext?.classRefs.find((one) => !absoluteUri.test(one));
  if (wrong === undefined) return;
  throw aadsts(
    7500522,
    { element: 'AuthnContextClassRef', namespace: ns.assertion },
    { cause: `The request has '${wrong.slice(0, 200)}'.` },
  );
}
