import type { CatalogueCase, Observation } from '../case.ts';
import { responseIssuerXml } from '../saml-elements.ts';
import { type Answer, NotPlayable, NotShown, type Stage, type UserAgent } from '../stage.ts';
import { signIn } from '../web/sign-in.ts';
import { anyService, deliver, type LogoutMessage, requireExistence } from './log-out.ts';
import { logoutResponseXml } from './logout-message.ts';

/** Signs in and starts a logout at the service provider. @throws {NotPlayable} when the harness does not know how. */
async function loggingOut(stage: Stage) {
  const signedIn = await signIn(stage, await stage.newUserAgent());
  if (!signedIn.agent.beginLogout)
    throw new NotPlayable('The check does not know how this service provider starts a logout.');
  return { ...signedIn, request: await signedIn.agent.beginLogout() };
}

/**
 * The request has already ended the session before the LogoutResponse, so only the response of the service provider tells. A refusal may
 * have status 200 (SAML Bindings 3.4.6), so it is compared with the response to something that is not XML.
 *
 * @throws {NotPlayable} when nothing is at the address in the metadata
 * @throws {NotShown} when the answer shows neither
 */
async function sendResponse(
  stage: Stage,
  agent: UserAgent,
  message: Omit<LogoutMessage, 'parameter'>,
  what: string,
): Promise<Observation> {
  const before = (await agent.whoami()).signedIn;
  const twin = await agent.fork();
  const answer = await deliver(stage, agent, { parameter: 'SAMLResponse', ...message });
  requireExistence(answer);
  const { signedIn } = await agent.whoami();
  const refused = await isRefusal(stage, twin, answer);
  const ended = signedIn !== before;
  const note = `${what} The service provider responded with ${answer.status}, "${answer.title}"; ${signedIn ? 'the session continues' : 'there is no session'}.`;
  if (!ended && !refused && !saysSignedOut(answer))
    throw new NotShown(`Neither the session nor the page shows whether it was accepted. ${note}`);
  return { outcome: ended || !refused ? 'session' : 'none', check: answer.check, note };
}

/** As the pages of Shibboleth, SimpleSAMLphp and samlab's own service provider say. */
function saysSignedOut({ title, body, locations }: Answer): boolean {
  const text = `${title} ${body.replace(/<[^>]*>/g, ' ')} ${locations.join(' ')}`;
  return (
    /\b(?:logged|signed)[\s_-]*out\b/i.test(text) ||
    /\b(?:log|sign)[\s_-]*out\s+(?:was\s+|is\s+)?(?:completed?|successful)/i.test(text)
  );
}

/**
 * A refusal of a LogoutResponse counts only if a valid one is accepted.
 *
 * @throws {NotShown} when it is not, or the check cannot start a logout
 */
async function requireAcceptance(stage: Stage): Promise<void> {
  const { agent, spec } = await signIn(stage, await stage.newUserAgent());
  if (!agent.beginLogout)
    throw new NotShown(
      'It was refused, but so may be any: the check does not know how this service provider starts a logout, so it has no valid LogoutResponse to compare with.',
    );
  const { id, relayState } = await agent.beginLogout();
  const xml = logoutResponseXml(spec, { destination: anyService(stage), inResponseTo: id });
  const message = { xml, relayState, key: spec.cast.idp };
  const seen = await sendResponse(stage, agent, message, 'A valid LogoutResponse was sent.');
  if (seen.outcome === 'none')
    throw new NotShown(
      `A valid LogoutResponse is refused as well, so this refusal shows nothing. ${seen.note}`,
    );
}

/**
 * Whether an answer is an error, or the one to a message that cannot be read: a refusal may have status 200.
 *
 * @param twin a browser in the same state as the one that got the answer
 */
async function isRefusal(
  stage: Stage,
  twin: UserAgent,
  { status, title, url, check }: Answer,
): Promise<boolean> {
  if (status >= 400 || check !== undefined) return true;
  const refusal = await deliver(stage, twin, { parameter: 'SAMLResponse', xml: 'not XML' });
  const page = (address: string) => new URL(address).pathname;
  return refusal.status === status && refusal.title === title && page(refusal.url) === page(url);
}

export const responseInResponseTo: CatalogueCase = {
  id: 'slo-response-irt',
  group: 'slo',
  title: 'An unsolicited or unsigned LogoutResponse',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Profiles 4.4.4.2'],
  risk: 'The user is told that they are signed out everywhere, but the identity provider did not sign them out.',
  fix: 'Accept a LogoutResponse only if it is signed and answers a pending LogoutRequest of this browser.',
  runs: [
    {
      title: 'unknown InResponseTo',
      needs: ['logout'],
      looksAtPages: true,
      play: async (stage) => {
        const { agent, spec } = await signIn(stage, await stage.newUserAgent());
        const xml = logoutResponseXml(spec, {
          destination: anyService(stage),
          inResponseTo: spec.newId(),
        });
        const what = 'The LogoutResponse answered no LogoutRequest.';
        const message = { xml, key: spec.cast.idp };
        const seen = await sendResponse(stage, agent, message, what);
        if (seen.outcome === 'none') await requireAcceptance(stage);
        return seen;
      },
    },
    {
      title: 'unsigned',
      needs: ['logout'],
      looksAtPages: true,
      play: async (stage) => {
        const { agent, spec, request } = await loggingOut(stage);
        const xml = logoutResponseXml(spec, {
          destination: anyService(stage),
          inResponseTo: request.id,
        });
        const message = { xml, relayState: request.relayState };
        const seen = await sendResponse(stage, agent, message, 'The LogoutResponse was unsigned.');
        if (seen.outcome === 'none') await requireAcceptance(stage);
        return seen;
      },
    },
  ],
};

export const entraIssuer: CatalogueCase = {
  id: 'slo-entra-issuer',
  group: 'slo',
  title: 'A LogoutResponse with the other Issuer of Entra',
  severity: 'low',
  verdict: 'policy',
  basis: ['Entra: single sign-out SAML protocol', 'SAML Core 3.7.2'],
  risk: 'Logout ends on an error page: the documented Issuer of the LogoutResponse differs from that of the sign-in.',
  fix: 'If Entra sends this Issuer, configure https://login.microsoftonline.com/{tenant}/ as a second entity ID of the same identity provider.',
  runs: [
    {
      needs: ['logout'],
      looksAtPages: true,
      play: async (stage) => {
        const { agent, spec, request } = await loggingOut(stage);
        const { pathname } = new URL(stage.identityProvider.entityId);
        const xml = logoutResponseXml(spec, {
          destination: anyService(stage),
          inResponseTo: request.id,
          issuer: responseIssuerXml(`https://login.microsoftonline.com${pathname}`),
        });
        const { relayState } = request;
        const message = { xml, relayState, key: spec.cast.idp };
        return sendResponse(stage, agent, message, 'The Issuer was on login.microsoftonline.com.');
      },
    },
  ],
};
