import { withQuery } from '../../saml/bindings/with-query.ts';
import { binding } from '../../saml/names.ts';
import type { Observation } from '../case.ts';
import type { ResponseSpec, SigningIdentity } from '../response-spec.ts';
import { signXml } from '../sign-xml.ts';
import { type Answer, NotPlayable, NotShown, type Stage, type UserAgent } from '../stage.ts';
import { signIn } from '../web/sign-in.ts';
import { type LogoutRequestParts, logoutRequestXml } from './logout-message.ts';
import { redirectQuery } from './redirect-query.ts';

export type Binding = 'redirect' | 'post';

/** Where the service provider accepts logout messages over this binding; undefined if it does not. */
const logoutService = (stage: Stage, by: Binding): string | undefined =>
  stage.target.singleLogout.find((service) => service.binding === binding[by])?.location;

/** The same. @throws {NotPlayable} when it does not. */
export function requireService(stage: Stage, by: Binding): string {
  const location = logoutService(stage, by);
  if (location === undefined)
    throw new NotPlayable(
      `The metadata of the service provider has no SingleLogoutService for ${by}.`,
    );
  return location;
}

/** The service for messages whose binding does not matter: Redirect, as Entra uses, else POST. @throws {NotPlayable} when there is neither */
export const anyService = (stage: Stage): string => requireService(stage, anyBinding(stage));

export interface LogoutMessage {
  readonly parameter: 'SAMLRequest' | 'SAMLResponse';
  readonly xml: string;
  readonly relayState?: string | undefined;
  /** Undefined sends it unsigned. */
  readonly key?: SigningIdentity | undefined;
}

/** Sends a query to the service over Redirect. */
export function sendQuery(agent: UserAgent, location: string, query: string): Promise<Answer> {
  return agent.request({ method: 'GET', url: withQuery(location, query) });
}

/** Sends a message over POST, with its signature inside (SAML Bindings 3.5.4). */
export function sendForm(
  agent: UserAgent,
  location: string,
  { parameter, xml, relayState, key }: LogoutMessage,
): Promise<Answer> {
  const element = parameter === 'SAMLRequest' ? 'LogoutRequest' : 'LogoutResponse';
  const signed = key ? signXml(xml, { element, key }) : xml;
  const form = new URLSearchParams({ [parameter]: Buffer.from(signed).toString('base64') });
  if (relayState !== undefined) form.set('RelayState', relayState);
  const contentType = 'application/x-www-form-urlencoded';
  return agent.request({ method: 'POST', url: location, contentType, body: form.toString() });
}

/** Sends a message to the service for a binding, `anyService` by default, signed as the binding requires. */
export function deliver(
  stage: Stage,
  agent: UserAgent,
  message: LogoutMessage,
  by: Binding = anyBinding(stage),
): Promise<Answer> {
  const location = requireService(stage, by);
  if (by === 'post') return sendForm(agent, location, message);
  const key = message.key?.privateKey;
  return sendQuery(agent, location, redirectQuery({ ...message, key }));
}

const anyBinding = (stage: Stage): Binding =>
  logoutService(stage, 'redirect') === undefined ? 'post' : 'redirect';

/** Sends a signed LogoutRequest for the sign-in of `spec`, with the changes in `parts`. */
export function requestLogout(
  stage: Stage,
  agent: UserAgent,
  spec: ResponseSpec,
  parts: Partial<LogoutRequestParts> = {},
): Promise<Answer> {
  const xml = logoutRequestXml(spec, { destination: anyService(stage), ...parts });
  return deliver(stage, agent, { parameter: 'SAMLRequest', xml, key: spec.cast.idp });
}

/**
 * The valid logout that a played run starts from.
 *
 * @throws {NotPlayable} when there is no logout service at the address in the metadata
 * @throws {NotShown} when the session continues
 */
export async function requireLogout(
  stage: Stage,
  agent: UserAgent,
  spec: ResponseSpec,
  by: Binding = anyBinding(stage),
): Promise<void> {
  const xml = logoutRequestXml(spec, { destination: requireService(stage, by) });
  const message = { parameter: 'SAMLRequest', xml, key: spec.cast.idp } as const;
  const answer = await deliver(stage, agent, message, by);
  requireExistence(answer);
  if ((await agent.whoami()).signedIn)
    throw new NotShown(
      `A valid LogoutRequest does not end a session here (status ${answer.status}), so nothing is known of any other one.`,
      'slo-wrong-sessionindex',
    );
}

/** @throws {NotPlayable} when nothing is at the address */
export function requireExistence({ status, url }: Answer): void {
  if (status === 404 || status === 405 || status === 410 || status === 501)
    throw new NotPlayable(
      `The metadata of the service provider names a SingleLogoutService at ${url.split('?')[0]}, which answers ${status}.`,
    );
}

/**
 * Whether a logout message was accepted: whether the session of `agent` has ended. A refusal counts only if a valid LogoutRequest by the
 * same binding ends a session.
 *
 * @throws {NotPlayable} as `requireLogout`
 * @throws {NotShown} as `requireLogout`
 */
export async function observeLogout(
  stage: Stage,
  agent: UserAgent,
  answer: Answer,
  { what, by }: { what: string; by?: Binding },
): Promise<Observation> {
  const { signedIn } = await agent.whoami();
  if (signedIn) {
    const control = await signIn(stage, await stage.newUserAgent());
    await requireLogout(stage, control.agent, control.spec, by);
  }
  return {
    outcome: signedIn ? 'none' : 'session',
    check: answer.check,
    note: `${what} ${signedIn ? 'The session continues.' : 'The session ended.'}`,
  };
}
