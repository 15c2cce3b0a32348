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
  if (!stage.advanceClock)
    throw new NotPlayable('The check cannot move the clock of this service provider.');
  const { agent, answer } = await signIn(stage, await stage.newUserAgent(), (honest) => ({
    xml: signedAssertion(endingIn(honest, 60)),
  }));
  await stage.advanceClock(61);
  return observe(agent, answer, '61 s later, after SessionNotOnOrAfter:');
}

export const sessionExpired: CatalogueCase = {
  id: 'cond-session-expired',
  group: 'cond',
  title: 'SessionNotOnOrAfter has passed',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Core 2.7.2'],
  risk: 'A session continues after the time at which the identity provider said it must end.',
  fix: 'Refuse an Assertion whose SessionNotOnOrAfter has passed, and end your own session at that time.',
  runs: [
    {
      title: 'before the sign-in',
      message: signedAfter((honest) => endingIn(honest, -60 * 60)),
      check: 'session_not_on_or_after',
    },
    {
      title: 'during the session, which must end',
      needs: ['clock'],
      play: outliveTheSession,
    },
  ],
};
