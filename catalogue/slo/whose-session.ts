import type { CatalogueCase, Observation, Run } from '../case.ts';
import { withResponse } from '../change-spec.ts';
import { hostileIdentity } from '../response-spec.ts';
import { nameIdXml, responseIssuerXml } from '../saml-elements.ts';
import { NotPlayable, type Stage } from '../stage.ts';
import { signIn } from '../web/sign-in.ts';
import { replaceOnce } from '../xml-text.ts';
import { observeLogout, requestLogout, requireExistence } from './log-out.ts';
import { sessionIndexOf } from './logout-message.ts';

const aboutSomeoneElse = (title: string, nameId: (honest: string) => string): Run => ({
  title,
  needs: ['logout'],
  play: async (stage) => {
    const { agent, spec } = await signIn(stage, await stage.newUserAgent());
    const answer = await requestLogout(stage, agent, spec, {
      nameId: nameId(spec.assertion.nameId),
    });
    return observeLogout(stage, agent, answer, { what: `The LogoutRequest had ${title}.` });
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
    {
      title: 'the same NameID, from another trusted identity provider',
      needs: ['logout', 'second-idp'],
      play: async (stage) => {
        const { agent, spec } = await signIn(stage, await stage.newUserAgent());
        const other = spec.cast.secondIdp;
        if (!other) throw new TypeError('This run needs a second identity provider.');
        const theirs = withResponse(spec, { issuer: responseIssuerXml(other.entityId) });
        const cast = { ...spec.cast, idp: other.key };
        const answer = await requestLogout(stage, agent, { ...theirs, cast });
        return observeLogout(stage, agent, answer, {
          what: 'The LogoutRequest came from another identity provider than the session.',
        });
      },
    },
  ],
};

/** Two sessions of one user: the LogoutRequest is for the second, and is sent by its browser. */
async function endOneOfTwo(stage: Stage): Promise<Observation> {
  const first = await signIn(stage, await stage.newUserAgent());
  const second = await signIn(stage, await stage.newUserAgent());
  if (!(await first.agent.whoami()).signedIn)
    throw new NotPlayable('A user has one session at most: a new one ends the one before.');
  const sessionIndex = sessionIndexOf(second.spec);
  const answer = await requestLogout(stage, second.agent, second.spec, { sessionIndex });
  requireExistence(answer);
  const [stays, goes] = [await first.agent.whoami(), await second.agent.whoami()];
  const { check } = answer;
  if (goes.signedIn)
    return {
      outcome: 'harm',
      check,
      note: `A valid LogoutRequest for one of two sessions of a user did not end it (status ${answer.status}).`,
    };
  if (!stays.signedIn)
    return {
      outcome: 'harm',
      check,
      note: 'A LogoutRequest for one session ended the other session of the user as well.',
    };
  return { outcome: 'session', check, note: 'The named session ended; the other one continues.' };
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
        return observeLogout(stage, agent, answer, {
          what: 'The LogoutRequest named an unknown SessionIndex.',
        });
      },
    },
    {
      title: 'the SessionIndex of one of two sessions: that one ends, the other continues',
      verdict: 'accept',
      risk: 'A user who signs out stays signed in, or is signed out on another device as well.',
      fix: 'Find the session by NameID and SessionIndex together, among all sessions of the user, and end that one.',
      needs: ['logout'],
      play: endOneOfTwo,
    },
  ],
};
