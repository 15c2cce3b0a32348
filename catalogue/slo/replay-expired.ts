import type { CatalogueCase } from '../case.ts';
import { NotShown, type Stage } from '../stage.ts';
import { signIn } from '../web/sign-in.ts';
import { anyService, deliver, observeLogout, requestLogout, requireExistence } from './log-out.ts';
import { logoutRequestXml } from './logout-message.ts';

/** Without SessionIndex it covers every session of the user, even one opened later. */
async function replay(stage: Stage) {
  const { agent, spec } = await signIn(stage, await stage.newUserAgent());
  const xml = logoutRequestXml(spec, { destination: anyService(stage), sessionIndex: null });
  const message = { parameter: 'SAMLRequest', xml, key: spec.cast.idp } as const;
  const first = await deliver(stage, agent, message);
  requireExistence(first);
  if ((await agent.whoami()).signedIn)
    throw new NotShown(
      `The first LogoutRequest did not end the session (status ${first.status}), so it is not known whether a second one would.`,
      'slo-wrong-sessionindex',
    );
  await signIn(stage, agent);
  const answer = await deliver(stage, agent, message);
  return observeLogout(stage, agent, answer, {
    what: 'The LogoutRequest of an earlier logout was sent again.',
  });
}

export const replayExpired: CatalogueCase = {
  id: 'slo-replay-expired',
  group: 'slo',
  title: 'An expired or replayed LogoutRequest',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Core 3.7.1', 'SAML Core 3.7.3.1', 'CVE-2023-40178'],
  risk: 'An attacker who captured one LogoutRequest can sign the user out again and again.',
  fix: 'Check NotOnOrAfter of the LogoutRequest, and remember its ID until that time.',
  runs: [
    {
      title: 'NotOnOrAfter has passed',
      needs: ['logout'],
      play: async (stage) => {
        const { agent, spec } = await signIn(stage, await stage.newUserAgent());
        const answer = await requestLogout(stage, agent, spec, { expiresIn: -10 * 60 });
        return observeLogout(stage, agent, answer, { what: 'The LogoutRequest had expired.' });
      },
    },
    { title: 'the same one twice', needs: ['logout'], play: replay },
  ],
};
