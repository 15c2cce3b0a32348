import { ssoLoginUrl } from '../../testing/sp-under-test.ts';

/** What the tutorial types into "Single sign-on for employees using SAML", with the default boxes. */
export const tutorial = {
  ssoLoginUrl,
  ssoLogoutUrl: ssoLoginUrl,
  idpEntityId: '',
  clockSkewSeconds: '180',
  requestedAuthnContext: '',
  allowUnsolicited: 'on',
  revision: '',
};

/** A file input left alone. */
export const nothing = new Uint8Array();

/** The thumbprints that a page shows, each once. */
export function thumbprints(html: string): string[] {
  return [...new Set(html.match(/(?<=<code>)[0-9A-F]{40}(?=<)/g))];
}
