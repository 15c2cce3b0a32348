import type { HttpClient } from '../../../web/testing/http-client.ts';

/** The message in Entra's self-posting page (entra-saml.md 2.1). */
export interface PostedResponse {
  action: string;
  samlResponse: string;
  relayState: string | undefined;
  xml: string;
}

/** @throws {Error} when the browser shows another page */
export function postedResponseOn(browser: HttpClient): PostedResponse {
  const { action, fields } = browser.formWith('SAMLResponse');
  const { SAMLResponse: samlResponse = '', RelayState } = Object.fromEntries(fields);
  return {
    action,
    samlResponse,
    relayState: RelayState,
    xml: Buffer.from(samlResponse, 'base64').toString('utf8'),
  };
}

/** The same message with different XML. */
export const inBase64 = (xml: string): string => Buffer.from(xml, 'utf8').toString('base64');
