import { LinkButton } from '../../web/components/controls.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import { endpoints } from '../endpoints.ts';
import type { GuideContext } from '../guide/step.ts';
import { isSetUp, nextStep, progressSummary, progressVersion } from '../guide/steps.ts';
import { employee } from '../tutorial.ts';

/** Where the tutorial is, and what to open next; once both sites are set up, the two ways to sign in. */
export function NextStepCard({ context }: { context: GuideContext }) {
  const { state } = context;
  return (
    <Card
      title="The tutorial"
      id="nextStep"
      version={progressVersion(state)}
      action={<a href="#guide">{progressSummary(state)}</a>}
    >
      {isSetUp(state) ? <SignIn context={context} /> : <Next context={context} />}
    </Card>
  );
}

function Next({ context }: { context: GuideContext }) {
  const next = nextStep(context.state);
  if (!next) return null;
  const { number, step } = next;
  const { href, label } = step.link(context);
  return (
    <>
      <p>
        Next, step {number}: <strong>{step.title}</strong>
        <br />
        <span class="hint">{step.where}</span>
      </p>
      <div class="actions">
        <LinkButton href={href} appearance="primary" target="_blank" rel="noopener">
          {label}
        </LinkButton>
        <LinkButton href={`#step-${step.id}`}>What to do there</LinkButton>
      </div>
    </>
  );
}

function SignIn({ context: { urls, state } }: { context: GuideContext }) {
  const at = endpoints(urls, state.application?.appId);
  const next = nextStep(state);
  return (
    <>
      <p>
        {next ? (
          <>
            Next, step {next.number}: <a href={`#step-${next.step.id}`}>{next.step.title}</a>, as{' '}
            {employee.email}.
          </>
        ) : (
          <>Both sites are set up. Sign in as {employee.email}.</>
        )}
      </p>
      <div class="actions">
        <LinkButton href={at.signOnUrl} appearance="primary" id="sp-initiated">
          Sign in from Peakon
        </LinkButton>
        <LinkButton href={at.launchUrl} id="idp-initiated">
          Open from Microsoft Entra
        </LinkButton>
      </div>
      <p class="hint">
        The first is SP-initiated, the second IdP-initiated. Both end on the employee's page, with
        every check.
      </p>
    </>
  );
}
