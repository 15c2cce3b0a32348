import type { HttpClient } from '../../../web/testing/http-client.ts';
import { type PostedResponse, postedResponseOn } from './posted-response.ts';

/** An AuthnRequest: in a URL (HTTP-Redirect), or in a form that is posted to a URL (HTTP-POST). */
export interface SentRequest {
  id: string;
  url: string;
  form?: Record<string, string>;
}

/** The identity provider's answer to a browser with a live session. */
export async function answerTo(request: SentRequest, browser: HttpClient): Promise<PostedResponse> {
  const { url, form } = request;
  return postedResponseOn(await (form ? browser.post(url, form) : browser.open(url)));
}

/** Every `InResponseTo` of a message, in order: of the Response, and of its SubjectConfirmationData. */
export const inResponseTo = (xml: string): string[] =>
  [...xml.matchAll(/InResponseTo="([^"]*)"/g)].map(([, id = '']) => id);

/** Whether the message is signed as the binding defines (SAML Bindings 3.4.4.1, 3.5.4). */
export function isSigned({ url, form }: SentRequest): boolean {
  if (!form) return new URL(url).searchParams.has('Signature');
  const xml = Buffer.from(form.SAMLRequest ?? '', 'base64').toString('utf8');
  return /<(\w+:)?SignatureValue>/.test(xml);
}
