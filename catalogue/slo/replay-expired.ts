import type { CatalogueCase } from '../case.ts';
import { Inconclusive, type Stage } from '../stage.ts';
import { signIn } from '../web/sign-in.ts';
import { anyService, deliver, observeLogout, requestLogout } from './log-out.ts';
import { logoutRequestXml } from './logout-message.ts';

/** Without SessionIndex it is about every session of the person, so also about one begun later. */
async function replay(stage: Stage) {
  const { agent, spec } = await signIn(stage, await stage.newUserAgent());
  const xml = logoutRequestXml(spec, { destination: anyService(stage), sessionIndex: null });
  const message = { parameter: 'SAMLRequest', xml, key: spec.cast.idp } as const;
  const first = await deliver(stage, agent, message);
  if ((await agent.whoami()).signedIn)
    throw new Inconclusive(
      `The first LogoutRequest did not end the session: ${first.status} at ${first.url}.`,
    );
  await signIn(stage, agent);
  const answer = await deliver(stage, agent, message);
  return observeLogout(agent, answer, 'The LogoutRequest of a former logout came again.');
}

export const replayExpired: CatalogueCase = {
  id: 'slo-replay-expired',
  group: 'slo',
  title: 'A LogoutRequest that is over, or comes again',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Core 3.7.1', 'SAML Core 3.7.3.1', 'CVE-2023-40178'],
  risk: 'Somebody who saw one logout can log the person out again and again.',
  fix: 'Check NotOnOrAfter of the LogoutRequest, and remember its ID until then.',
  runs: [
    {
      title: 'NotOnOrAfter is past',
      needs: ['logout'],
      play: async (stage) => {
        const { agent, spec } = await signIn(stage, await stage.newUserAgent());
        const answer = await requestLogout(stage, agent, spec, { expiresIn: -10 * 60 });
        return observeLogout(agent, answer, 'The LogoutRequest had expired.');
      },
    },
    { title: 'the same one twice', needs: ['logout'], play: replay },
  ],
};
