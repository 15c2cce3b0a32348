import { NotPlayable } from '../../catalogue/index.ts';
import { decodePost } from '../../saml/bindings/post.ts';
import { inflateRedirect } from '../../saml/bindings/redirect.ts';
import { readHtmlPage } from '../../web/markup/html-page.ts';
import type { Browser } from '../agent/browser.ts';

const FORM = 'application/x-www-form-urlencoded';

/**
 * Submits the sign-out form on a page of the target, and stops at the identity provider.
 *
 * @throws {NotPlayable} when there is no such form, or it sends no LogoutRequest
 */
export async function beginLogout(
  browser: Browser,
  pageUrl: string,
): Promise<{ id: string; relayState: string | undefined }> {
  const page = await browser.send({ method: 'GET', url: pageUrl });
  const form = readHtmlPage(page.body, pageUrl).forms.find(({ action }) =>
    /(?:log|sign)-?out/i.test(new URL(action).pathname),
  );
  if (!form) throw new NotPlayable('The account page has no sign-out form.');
  const body = new URLSearchParams(form.fields.map(([name, value]) => [name, value])).toString();
  const answer = await browser.send({ method: 'POST', url: form.action, contentType: FORM, body });
  const sent =
    fromUrl(answer.locations[0]) ?? fromForms(readHtmlPage(answer.body, form.action).forms);
  if (!sent) throw new NotPlayable('Signing out sends no LogoutRequest to the identity provider.');
  return sent;
}

function fromUrl(location: string | undefined) {
  const parameters = URL.parse(location ?? '')?.searchParams;
  const message = parameters?.get('SAMLRequest');
  if (!parameters || !message) return undefined;
  return readId(inflateRedirect(message), parameters.get('RelayState'));
}

function fromForms(forms: ReturnType<typeof readHtmlPage>['forms']) {
  for (const { fields } of forms) {
    const values = new Map(fields);
    const message = values.get('SAMLRequest');
    if (message) return readId(decodePost(message), values.get('RelayState'));
  }
  return undefined;
}

/** The ID of a message that our own service provider has just made; no judgement depends on it. */
function readId(xml: Uint8Array, relayState: string | null | undefined) {
  const id = /<(?:[\w.-]+:)?LogoutRequest\b[^<>]*?\sID=["']([^"']+)["']/.exec(
    Buffer.from(xml).toString('utf8'),
  )?.[1];
  return id === undefined ? undefined : { id, relayState: relayState ?? undefined };
}
