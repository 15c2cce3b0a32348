import { Badge } from '../../web/components/badge.tsx';
import { Button, CsrfField, LinkButton } from '../../web/components/controls.tsx';
import { CopyValue } from '../../web/components/copy.tsx';
import { Icon } from '../../web/components/icons.tsx';
import { Card, MessageBar } from '../../web/components/surfaces.tsx';
import type { GuideContext, Step } from './step.ts';
import { progressSummary, progressVersion, steps, whyNot } from './steps.ts';

export interface GuideProps {
  readonly context: GuideContext;
  /** CSRF token for the forms. */
  readonly token: string;
  /** Why "Do this step for me" failed. */
  readonly problem?: string | undefined;
}

/** The tutorial on the lab home. Without scripts, reload to update the ticks. */
export function Guide({ context, token, problem }: GuideProps) {
  const ticks = steps.map(({ done }) => done(context.state));
  const current = ticks.indexOf(false);
  return (
    <Card
      title="The tutorial, step by step"
      id="guide"
      action={
        <p role="status" id="guideProgress">
          {progressSummary(context.state)}
        </p>
      }
    >
      <p>
        Each step links to its page and lists the values to paste there. Steps are ticked from the
        state of the two servers. Keep this page open next to the other one: it updates itself.
      </p>
      {problem !== undefined && (
        <MessageBar tone="warning" title="Not done" id="guideProblem">
          {problem}
        </MessageBar>
      )}
      <ol class="guide" id="guideSteps" data-version={progressVersion(context.state)}>
        {steps.map((step, position) => (
          <GuideStep
            key={step.id}
            step={step}
            context={context}
            token={token}
            number={position + 1}
            done={ticks[position] === true}
            current={position === current}
          />
        ))}
      </ol>
    </Card>
  );
}

interface GuideStepProps {
  readonly step: Step;
  readonly context: GuideContext;
  readonly token: string;
  readonly number: number;
  readonly done: boolean;
  readonly current: boolean;
}

function GuideStep({ step, context, token, number, done, current }: GuideStepProps) {
  const link = step.link(context);
  const values = step.values?.(context) ?? [];
  const why = whyNot(step, context.state);
  return (
    <li id={`step-${step.id}`} data-done={String(done)}>
      <details open={current} id={`details-${step.id}`}>
        <summary>
          <span class="step-number">{number}</span>
          <h3>{step.title}</h3>
          {done ? <Badge tone="pass">Done</Badge> : <Badge>To do</Badge>}
          <Icon name="chevron" />
        </summary>
        <div class="guide-body">
          <p class="hint">{step.where}</p>
          {step.instructions.map((text) => (
            <p key={text}>
              <EmphasizedLabels text={text} />
            </p>
          ))}
          {values.length > 0 && (
            <dl class="facts">
              {values.map(({ term, value, note }) => (
                <div class="fact" key={term}>
                  <dt>{term}</dt>
                  <dd>
                    <CopyValue value={value} label={`${term}, step ${number}`} />
                    {note !== undefined && <p class="hint">{note}</p>}
                  </dd>
                </div>
              ))}
            </dl>
          )}
          {why !== undefined && (
            <MessageBar tone="warning" title="Why this is not done yet">
              {why}
            </MessageBar>
          )}
          {step.note !== undefined && (
            <p class="guide-note">
              <Icon name="warning" />
              <span>
                <strong>Note: </strong>
                {step.note}
              </span>
            </p>
          )}
          <div class="actions">
            <LinkButton
              href={link.href}
              appearance={done ? 'secondary' : 'primary'}
              target="_blank"
              rel="noopener"
            >
              {link.label}
            </LinkButton>
            {!done && step.perform && (
              <StepForm step={step} token={token} to="do">
                Do this step for me
              </StepForm>
            )}
            {done && (
              <StepForm step={step} token={token} to="start-over">
                Start over
              </StepForm>
            )}
          </div>
        </div>
      </details>
    </li>
  );
}

function StepForm({
  step,
  token,
  to,
  children,
}: {
  step: Step;
  token: string;
  to: 'do' | 'start-over';
  children: string;
}) {
  return (
    <form method="post" action={`/guide/${step.id}/${to}`} class="inline">
      <CsrfField token={token} />
      <Button appearance="secondary" aria-label={`${children}: ${step.title}`}>
        {children}
      </Button>
    </form>
  );
}

/** Shows `**Save**` as emphasized text: a label on a page. */
function EmphasizedLabels({ text }: { text: string }) {
  return (
    <>
      {text.split('**').map((part, position) => {
        const key = `${position}`;
        return position % 2 === 1 ? <strong key={key}>{part}</strong> : part;
      })}
    </>
  );
}
