import type { FastifyRequest } from 'fastify';

/** The addresses of SimpleSAMLphp 1.15 (https://simplesamlphp.org/docs/1.15/), all under `/simplesaml`. */
export const paths = {
  frontPage: '/simplesaml/module.php/core/frontpage_welcome.php',
  metadata: '/simplesaml/saml2/idp/metadata.php',
  singleSignOn: '/simplesaml/saml2/idp/SSOService.php',
  singleLogout: '/simplesaml/saml2/idp/SingleLogoutService.php',
  beginLogout: '/simplesaml/saml2/idp/initSLO.php',
  login: '/simplesaml/module.php/core/loginuserpass.php',
  test: '/simplesaml/module.php/core/authenticate.php',
  loggedOut: '/simplesaml/logout.php',
} as const;

/**
 * Where this request reached the site, without a trailing slash. SimpleSAMLphp makes its entity ID and its addresses from the host of the
 * request (`__DYNAMIC:1__`), so that a mapped port needs no setting. Requests for foreign hosts do not get here.
 */
export const originOf = ({ protocol, host }: FastifyRequest): string =>
  new URL(`${protocol}://${host}`).origin;

/** The entity ID is the address of the metadata. */
export const entityIdOf = (request: FastifyRequest): string => originOf(request) + paths.metadata;
