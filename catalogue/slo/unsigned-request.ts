import type { CatalogueCase } from '../case.ts';
import { signIn } from '../web/sign-in.ts';
import { observeLogout, requireService, sendForm, sendQuery } from './log-out.ts';
import { logoutRequestXml } from './logout-message.ts';
import { redirectQuery } from './redirect-query.ts';

export const unsignedRequest: CatalogueCase = {
  id: 'slo-unsigned-request',
  group: 'slo',
  title: 'A LogoutRequest without signature',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.4.4.1', 'SAML Core 3.7.3.1'],
  risk: 'Any web page can end the session of a visitor.',
  fix: 'Require a signature of the identity provider on every LogoutRequest that arrives through the browser.',
  runs: [
    {
      title: 'by POST',
      needs: ['logout'],
      play: async (stage) => {
        const destination = requireService(stage, 'post');
        const { agent, spec } = await signIn(stage, await stage.newUserAgent());
        const xml = logoutRequestXml(spec, { destination });
        const answer = await sendForm(agent, destination, { parameter: 'SAMLRequest', xml });
        return observeLogout(stage, agent, answer, {
          what: 'An unsigned LogoutRequest was sent by POST.',
          by: 'post',
        });
      },
    },
    {
      title: 'by Redirect',
      needs: ['logout'],
      play: async (stage) => {
        const destination = requireService(stage, 'redirect');
        const { agent, spec } = await signIn(stage, await stage.newUserAgent());
        const xml = logoutRequestXml(spec, { destination });
        const query = redirectQuery({ parameter: 'SAMLRequest', xml });
        const answer = await sendQuery(agent, destination, query);
        return observeLogout(stage, agent, answer, {
          what: 'An unsigned LogoutRequest was sent by Redirect.',
          by: 'redirect',
        });
      },
    },
  ],
};
