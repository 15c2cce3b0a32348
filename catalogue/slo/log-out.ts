import { binding } from '../../saml/names.ts';
import type { Observation } from '../case.ts';
import type { ResponseSpec, SigningIdentity } from '../response-spec.ts';
import { signXml } from '../sign-xml.ts';
import { type Answer, Inconclusive, NotPlayable, type Stage, type UserAgent } from '../stage.ts';
import { type LogoutRequestParts, logoutRequestXml } from './logout-message.ts';
import { redirectQuery } from './redirect-query.ts';

type Binding = 'redirect' | 'post';

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
export const anyService = (stage: Stage): string =>
  logoutService(stage, 'redirect') ?? requireService(stage, 'post');

export interface LogoutMessage {
  readonly parameter: 'SAMLRequest' | 'SAMLResponse';
  readonly xml: string;
  readonly relayState?: string | undefined;
  /** Undefined sends it unsigned. */
  readonly key?: SigningIdentity | undefined;
}

/** Sends a query to the service over Redirect. */
export function sendQuery(agent: UserAgent, location: string, query: string): Promise<Answer> {
  const url = `${location}${location.includes('?') ? '&' : '?'}${query}`;
  return agent.request({ method: 'GET', url });
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

/** Sends a message to `anyService`, signed as its binding requires. */
export function deliver(stage: Stage, agent: UserAgent, message: LogoutMessage): Promise<Answer> {
  const location = logoutService(stage, 'redirect');
  if (location === undefined) return sendForm(agent, requireService(stage, 'post'), message);
  const key = message.key?.privateKey;
  return sendQuery(agent, location, redirectQuery({ ...message, key }));
}

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

/** The valid logout that a played run starts from. @throws {Inconclusive} when the session continues. */
export async function requireLogout(
  stage: Stage,
  agent: UserAgent,
  spec: ResponseSpec,
): Promise<void> {
  const answer = await requestLogout(stage, agent, spec);
  if ((await agent.whoami()).signedIn)
    throw new Inconclusive(
      `A valid LogoutRequest did not end the session: ${answer.status} at ${answer.url}.`,
    );
}

/** Whether a logout message was accepted: whether the session of `agent` has ended. */
export async function observeLogout(
  agent: UserAgent,
  answer: Answer,
  what: string,
): Promise<Observation> {
  const { signedIn } = await agent.whoami();
  return {
    outcome: signedIn ? 'none' : 'session',
    check: answer.check,
    note: `${what} ${signedIn ? 'The session continues.' : 'The session ended.'}`,
  };
}
