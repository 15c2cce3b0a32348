import { formOn, type Page } from './browser.ts';

/** What Entra's self-posting page carries to the service provider (entra-saml.md 2.1). */
export interface HandOff {
  action: string;
  samlResponse: string;
  relayState: string | undefined;
  xml: string;
}

/** @throws {Error} when the page is another one. */
export function handOffOn(page: Page): HandOff {
  const { action, fields } = formOn(page, 'hiddenform');
  const samlResponse = fields.SAMLResponse ?? '';
  return {
    action,
    samlResponse,
    relayState: fields.RelayState,
    xml: Buffer.from(samlResponse, 'base64').toString('utf8'),
  };
}

/** The same message with other XML in it. */
export const inBase64 = (xml: string): string => Buffer.from(xml, 'utf8').toString('base64');
