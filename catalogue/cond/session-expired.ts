import type { CatalogueCase } from '../case.ts';
import { withAssertion } from '../change-spec.ts';
import { later } from '../honest.ts';
import { observe } from '../observe.ts';
import { signedAfter } from '../proto/change.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { authnStatementXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';
import { NotPlayable, type Stage } from '../stage.ts';
import { signIn } from '../web/sign-in.ts';

function endingIn(spec: ResponseSpec, seconds: number): ResponseSpec {
  const { id, issueInstant = '' } = spec.assertion;
  return withAssertion(spec, {
    authnStatements: authnStatementXml({
      authnInstant: issueInstant,
      sessionIndex: id,
      sessionNotOnOrAfter: later(spec.now, seconds),
    }),
  });
}

async function outliveTheSession(stage: Stage) {
  if (!stage.advanceClock) throw new NotPlayable('The clock of this target cannot be moved.');
  const { agent, answer } = await signIn(stage, await stage.newUserAgent(), (honest) => ({
    xml: signedAssertion(endingIn(honest, 60)),
  }));
  await stage.advanceClock(61);
  return observe(agent, answer, '61 s later, after SessionNotOnOrAfter:');
}

export const sessionExpired: CatalogueCase = {
  id: 'cond-session-expired',
  group: 'cond',
  title: 'The session at the identity provider is over',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Core 2.7.2'],
  risk: 'A session goes on after the identity provider has said that it must end.',
  fix: 'Refuse an Assertion whose SessionNotOnOrAfter has passed, and end the own session then.',
  runs: [
    {
      title: 'SessionNotOnOrAfter is past',
      message: signedAfter((honest) => endingIn(honest, -10 * 60)),
      check: 'session_not_on_or_after',
    },
    {
      title: 'SessionNotOnOrAfter comes, and the session must end',
      needs: ['clock'],
      play: outliveTheSession,
    },
  ],
};
