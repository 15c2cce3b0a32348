import { NotPlayable } from '../../catalogue/index.ts';
import type { SentMessage } from '../../lint/index.ts';
import { decodePost } from '../../saml/bindings/post.ts';
import { inflateRedirect } from '../../saml/bindings/redirect.ts';
import { readHtmlPage } from '../../web/markup/html-page.ts';
import type { Browser } from '../agent/browser.ts';

/** A LogoutRequest that a logout began with. */
export interface SentLogout {
  readonly id: string;
  readonly relayState: string | undefined;
  readonly sent: SentMessage;
}

const FORM = 'application/x-www-form-urlencoded';

/**
 * Opens a page of the target that starts a logout, or submits the sign-out form on it, and stops at the identity provider.
 *
 * @throws {NotPlayable} when there is no such form, or it sends no LogoutRequest
 */
export async function beginLogout(browser: Browser, pageUrl: string): Promise<SentLogout> {
  const page = await browser.send({ method: 'GET', url: pageUrl });
  const { forms } = readHtmlPage(page.body, pageUrl);
  const atOnce = fromUrl(page.locations[0]) ?? fromForms(forms);
  if (atOnce) return atOnce;
  const form = forms.find(({ action }) => /(?:log|sign)-?out/i.test(new URL(action).pathname));
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
  return readId(inflateRedirect(message), {
    binding: 'redirect',
    rawQuery: (location ?? '').replace(/^[^?]*\?/, '').replace(/#.*$/s, ''),
    relayState: parameters.get('RelayState') ?? undefined,
  });
}

function fromForms(forms: ReturnType<typeof readHtmlPage>['forms']) {
  for (const { fields } of forms) {
    const values = new Map(fields);
    const message = values.get('SAMLRequest');
    if (message)
      return readId(decodePost(message), {
        binding: 'post',
        relayState: values.get('RelayState'),
      });
  }
  return undefined;
}

/** The ID of a message that our own service provider has just made; no judgement depends on it. */
function readId(
  xml: Uint8Array,
  travel: Omit<SentMessage, 'xml' | 'relayState'> & { relayState: string | undefined },
): SentLogout | undefined {
  const id = /<(?:[\w.-]+:)?LogoutRequest\b[^<>]*?\sID=["']([^"']+)["']/.exec(
    Buffer.from(xml).toString('utf8'),
  )?.[1];
  if (id === undefined) return undefined;
  const { relayState, ...rest } = travel;
  return {
    id,
    relayState,
    sent: { xml, ...rest, ...(relayState !== undefined && { relayState }) },
  };
}
