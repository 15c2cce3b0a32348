import type { CatalogueCase, Run } from '../case.ts';
import { hostileIdentity } from '../response-spec.ts';
import { nameIdXml } from '../saml-elements.ts';
import type { Stage } from '../stage.ts';
import { signIn } from '../web/sign-in.ts';
import { replaceOnce } from '../xml-text.ts';
import { observeLogout, requestLogout } from './log-out.ts';
import { sessionIndexOf } from './logout-message.ts';

const aboutSomeoneElse = (title: string, nameId: (honest: string) => string): Run => ({
  title,
  needs: ['logout'],
  play: async (stage) => {
    const { agent, spec } = await signIn(stage, await stage.newUserAgent());
    const answer = await requestLogout(stage, agent, spec, {
      nameId: nameId(spec.assertion.nameId),
    });
    return observeLogout(agent, answer, `The LogoutRequest had ${title}.`);
  },
});

export const wrongNameId: CatalogueCase = {
  id: 'slo-wrong-nameid',
  group: 'slo',
  title: 'A LogoutRequest for another user',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.4.4.1', 'SAML Core 3.3.4'],
  risk: 'Signing out one user ends the sessions of others.',
  fix: 'End only sessions whose NameID equals that of the LogoutRequest: value, format and qualifiers.',
  runs: [
    aboutSomeoneElse('another NameID', () => nameIdXml(hostileIdentity)),
    aboutSomeoneElse('a NameID with another NameQualifier', (honest) =>
      replaceOnce(honest, /^<NameID/, '<NameID NameQualifier="https://idp.other.example.test/"'),
    ),
  ],
};

/** Two sessions of one user: the LogoutRequest is for the second, and is sent by its browser. */
async function endOneOfTwo(stage: Stage) {
  const first = await signIn(stage, await stage.newUserAgent());
  const second = await signIn(stage, await stage.newUserAgent());
  const sessionIndex = sessionIndexOf(second.spec);
  const answer = await requestLogout(stage, second.agent, second.spec, { sessionIndex });
  const [stays, goes] = [await first.agent.whoami(), await second.agent.whoami()];
  const right = stays.signedIn && !goes.signedIn;
  return {
    outcome: right ? ('session' as const) : ('none' as const),
    check: answer.check,
    note: `The other session ${stays.signedIn ? 'continues' : 'ended'}; the named session ${goes.signedIn ? 'continues' : 'ended'}.`,
  };
}

export const wrongSessionIndex: CatalogueCase = {
  id: 'slo-wrong-sessionindex',
  group: 'slo',
  title: 'A LogoutRequest for another session of the same user',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Core 3.7.1'],
  risk: 'Signing out on one device ends the session on another.',
  fix: 'If a LogoutRequest names a SessionIndex, end only the session with that index.',
  runs: [
    {
      title: 'an unknown SessionIndex',
      needs: ['logout'],
      play: async (stage) => {
        const { agent, spec } = await signIn(stage, await stage.newUserAgent());
        const sessionIndex = spec.newId();
        const answer = await requestLogout(stage, agent, spec, { sessionIndex });
        return observeLogout(agent, answer, 'The LogoutRequest named an unknown SessionIndex.');
      },
    },
    {
      title: 'the SessionIndex of one of two sessions: that one ends, the other continues',
      verdict: 'accept',
      needs: ['logout'],
      play: endOneOfTwo,
    },
  ],
};
