import type { CatalogueCase, Observation } from '../case.ts';
import { responseIssuerXml } from '../saml-elements.ts';
import { type Answer, NotPlayable, type Stage, type UserAgent } from '../stage.ts';
import { signIn } from '../web/sign-in.ts';
import { anyService, deliver } from './log-out.ts';
import { logoutResponseXml } from './logout-message.ts';

/** A sign-in whose user has asked the service provider to log out. @throws {NotPlayable} when the harness cannot ask. */
async function loggingOut(stage: Stage) {
  const signedIn = await signIn(stage, await stage.newUserAgent());
  if (!signedIn.agent.beginLogout)
    throw new NotPlayable('The harness does not know how this service provider starts a logout.');
  return { ...signedIn, request: await signedIn.agent.beginLogout() };
}

/** A LogoutResponse ends no session that its request has not ended before, so the answer is what tells. */
async function observeResponse(
  agent: UserAgent,
  before: boolean,
  answer: Answer,
  what: string,
): Promise<Observation> {
  const { signedIn } = await agent.whoami();
  const taken = signedIn !== before || (answer.status < 400 && answer.check === undefined);
  return {
    outcome: taken ? 'session' : 'none',
    check: answer.check,
    note: `${what} The answer was ${answer.status}, "${answer.title}".`,
  };
}

export const responseInResponseTo: CatalogueCase = {
  id: 'slo-response-irt',
  group: 'slo',
  title: 'A LogoutResponse to a request that nobody sent, or from nobody',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Profiles 4.4.4.2'],
  risk: 'The user is told that everything is signed out, while the identity provider knows nothing of it.',
  fix: 'Take a LogoutResponse only when it is signed and answers a LogoutRequest that is waiting in this browser.',
  runs: [
    {
      title: 'unknown InResponseTo',
      needs: ['logout'],
      play: async (stage) => {
        const { agent, spec } = await signIn(stage, await stage.newUserAgent());
        const xml = logoutResponseXml(spec, {
          destination: anyService(stage),
          inResponseTo: spec.newId(),
        });
        const parameter = 'SAMLResponse';
        const answer = await deliver(stage, agent, { parameter, xml, key: spec.cast.idp });
        return observeResponse(agent, true, answer, 'Nobody had asked for this LogoutResponse.');
      },
    },
    {
      title: 'unsigned',
      needs: ['logout'],
      looksAtPages: true,
      play: async (stage) => {
        const { agent, spec, request } = await loggingOut(stage);
        const before = (await agent.whoami()).signedIn;
        const xml = logoutResponseXml(spec, {
          destination: anyService(stage),
          inResponseTo: request.id,
        });
        const { relayState } = request;
        const answer = await deliver(stage, agent, { parameter: 'SAMLResponse', xml, relayState });
        return observeResponse(agent, before, answer, 'Nobody had signed this LogoutResponse.');
      },
    },
  ],
};

export const entraIssuer: CatalogueCase = {
  id: 'slo-entra-issuer',
  group: 'slo',
  title: 'A LogoutResponse from Entra’s other name',
  severity: 'low',
  verdict: 'policy',
  basis: ['Entra: single sign-out SAML protocol', 'SAML Core 3.7.2'],
  risk: 'Logout ends on an error page, as the documented Issuer of the LogoutResponse is not the one of the sign-in.',
  fix: 'If Entra answers so, configure https://login.microsoftonline.com/{tenant}/ as a second name of the same identity provider.',
  runs: [
    {
      needs: ['logout'],
      looksAtPages: true,
      play: async (stage) => {
        const { agent, spec, request } = await loggingOut(stage);
        const before = (await agent.whoami()).signedIn;
        const { pathname } = new URL(stage.identityProvider.entityId);
        const xml = logoutResponseXml(spec, {
          destination: anyService(stage),
          inResponseTo: request.id,
          issuer: responseIssuerXml(`https://login.microsoftonline.com${pathname}`),
        });
        const { relayState } = request;
        const { idp: key } = spec.cast;
        const answer = await deliver(stage, agent, {
          parameter: 'SAMLResponse',
          xml,
          relayState,
          key,
        });
        return observeResponse(
          agent,
          before,
          answer,
          'The Issuer was on login.microsoftonline.com.',
        );
      },
    },
  ],
};
