import { deflateRawSync } from 'node:zlib';
import type { Answer } from '../../catalogue/index.ts';
import { visibleText } from '../agent/answer.ts';
import type { BrowserMaker } from '../agent/browser.ts';
import { where } from '../agent/exchange.ts';
import { maskText } from '../agent/mask.ts';
import type { SentRequest } from '../agent/sent-request.ts';
import { CheckFault, ExchangeError } from '../errors.ts';
import { readSession, type SessionProbe } from '../subject/session-probe.ts';
import type { DrillIdentityProvider } from './identity-provider.ts';

/** The service provider of a drill. */
export interface DrilledServiceProvider {
  /** Its entity ID. */
  readonly name: string;
  /** URL that starts a sign-in; undefined for one that only takes IdP-initiated responses. */
  readonly loginUrl: string | undefined;
  readonly probe: SessionProbe;
  /** Requests are sent only to these. */
  readonly origins: ReadonlySet<string>;
  readonly browsers: BrowserMaker;
  /** Whether its clock is that of the lab, which can then be moved. */
  readonly followsLabClock: boolean;
  /**
   * Gives it the current certificate as an administrator does by hand; undefined when nobody can during the drill.
   *
   * @param metadataUrl of the application at the lab
   * @param certificate the new one, DER in base64
   * @returns how, as a sentence
   * @throws {CheckFault} `bad_settings` when that failed
   */
  readonly upload?:
    | ((given: { metadataUrl: string; certificate: string }) => Promise<string>)
    | undefined;
}

/** What became of a sign-in. `words`: what the service provider did, one sentence. */
export interface TriedSignIn {
  readonly ok: boolean;
  readonly words: string;
}

/**
 * Signs in with a fresh browser: the service provider sends its request, the lab answers it, and the service provider says who is signed in.
 *
 * @throws {CheckFault} when the lab refuses, or the response would leave the service provider
 */
export async function trySignIn(
  sp: DrilledServiceProvider,
  idp: DrillIdentityProvider,
): Promise<TriedSignIn> {
  const browser = await sp.browsers.open(sp.origins);
  try {
    const sent = sp.loginUrl === undefined ? undefined : await browser.start(sp.loginUrl);
    const { action, fields } = await idp.signIn(sent && requestUrl(sent));
    if (!sp.origins.has(new URL(action).origin))
      throw new CheckFault(
        'leads_elsewhere',
        `The lab would post the response to ${where(action)}, which is not the service provider. Correct the Reply URLs of the application, or --application.`,
      );
    const answer = await browser.submit(action, Object.entries(fields));
    const whoami = await browser.send({ method: 'GET', url: sp.probe.url });
    const { signedIn, hostile } = readSession(sp.probe, whoami);
    if (signedIn && !hostile) return { ok: true, words: 'It signs the user in.' };
    return { ok: false, words: `It responds with ${said(answer)}, and opens no session.` };
  } catch (error) {
    if (error instanceof ExchangeError && error.code !== 'stopped')
      return { ok: false, words: error.message };
    if (error instanceof CheckFault && error.code === 'no_request')
      return { ok: false, words: error.message };
    throw error;
  } finally {
    await browser.close();
  }
}

/** @throws {CheckFault} `probe_unusable` when a user is signed in without a cookie */
export async function mustBeSignedOut(sp: DrilledServiceProvider): Promise<void> {
  const browser = await sp.browsers.open(sp.origins);
  try {
    const whoami = await browser.send({ method: 'GET', url: sp.probe.url });
    if (readSession(sp.probe, whoami).signedIn)
      throw new CheckFault(
        'probe_unusable',
        `${where(sp.probe.url)} shows a signed-in user although no cookie was sent. Set --whoami to a URL that depends on the session, or correct --success.`,
      );
  } finally {
    await browser.close();
  }
}

function said(answer: Answer): string {
  const text = answer.title || maskText(visibleText(answer, 120));
  const check = answer.check ? ` (check "${answer.check}")` : '';
  return `status ${answer.status} at ${where(answer.url)}${text ? `, "${text}"` : ''}${check}`;
}

/** The URL with the request as the HTTP-Redirect binding has it (SAML Bindings 3.4.4.1); one that came in a form is encoded anew. */
function requestUrl({ destination, relayState, sent }: SentRequest): string {
  if (sent.query !== undefined) return `${destination}?${sent.query}`;
  const message =
    sent.binding === 'HTTP-POST'
      ? deflateRawSync(Buffer.from(sent.value, 'base64')).toString('base64')
      : sent.value;
  const query = new URLSearchParams({ SAMLRequest: message });
  if (relayState !== undefined) query.set('RelayState', relayState);
  return `${destination}?${query}`;
}
