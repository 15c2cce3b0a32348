import { CheckFault } from '../errors.ts';
import { type Reply, where } from './exchange.ts';
import type { Navigation } from './navigation.ts';
import { automaticStep, follow, type ShownPage, submission } from './next-page.ts';
import { requestInForm, type SentRequest } from './sent-request.ts';
import { addressInJson, startButton } from './start-button.ts';

/**
 * The next step of a sign-in on a page without redirect: the request to the identity provider, a page that leads on by itself, an address in
 * JSON, or the button that starts the sign-in.
 *
 * @throws {CheckFault} `no_request` or `needs_scripts` when there is none
 */
export function nextLoginStep(
  page: ShownPage,
  reply: Reply,
  loginUrl: string,
): { sent: SentRequest } | Navigation {
  const from = where(loginUrl);
  if (reply.status >= 400)
    throw new CheckFault(
      'no_request',
      `The login URL ${from} responds with status ${reply.status} instead of an AuthnRequest. Check --login-url.`,
    );
  const { html } = page;
  if (!html) {
    const address = addressInJson(Buffer.from(reply.body).toString('utf8'), page.url);
    if (address !== undefined) return follow(page, address);
    throw new CheckFault(
      'no_request',
      `The login URL ${from} sends no AuthnRequest: it responds with ${reply.headers['content-type'] ?? 'no page'}. Set --login-url to the URL that redirects to the identity provider, or use --unsolicited if there is none.`,
    );
  }
  for (const { action, fields } of html.forms) {
    const sent = requestInForm(action, fields);
    if (!sent) continue;
    mustAllowForm(page, action);
    return { sent };
  }
  const onward = automaticStep(page, 'any script');
  if (onward) return onward;
  const form = html.forms[startButton(html.forms) ?? -1];
  if (form) {
    mustAllowForm(page, form.action);
    return submission(page, form, true);
  }
  if (html.forms.length === 0 && (html.scripts.length > 0 || html.onload !== undefined))
    throw new CheckFault(
      'needs_scripts',
      `The page at ${where(page.url)} needs scripts to continue. Run the check with --browser, or set --login-url to a URL that redirects straight to the identity provider.`,
    );
  throw noRequest(loginUrl, html.title, html.forms.length > 0);
}

/** @param hasForm the page has a form that the check cannot fill in. */
export const noRequest = (loginUrl: string, title: string, hasForm: boolean): CheckFault =>
  new CheckFault(
    'no_request',
    `The login URL ${where(loginUrl)} sends no AuthnRequest: it ends at a page${title ? ` "${title}"` : ''}${hasForm ? ' with a form to fill in' : ''}. Set --login-url to the URL that redirects to the identity provider, or use --unsolicited if there is none.`,
  );

/** @throws {CheckFault} `no_request` when the policy of the page forbids the form, or a redirect after it, to go there */
export function mustAllowForm(
  { url, policies }: Pick<ShownPage, 'url' | 'policies'>,
  to: string,
): void {
  if (policies.allowsForm(to)) return;
  throw new CheckFault(
    'no_request',
    `Browsers block the sign-in: the Content-Security-Policy of ${where(url)} does not let its form lead to ${where(to)}. Add that origin to form-action; Chromium checks redirects after a form as well.`,
  );
}
