import { Badge } from '../../web/components/badge.tsx';
import { Button, CsrfField, LinkButton } from '../../web/components/controls.tsx';
import { CopyValue } from '../../web/components/copy.tsx';
import { Icon } from '../../web/components/icons.tsx';
import { Card, MessageBar } from '../../web/components/surfaces.tsx';
import { provisioningSteps } from './provisioning-steps.ts';
import type { GuideContext, Step } from './step.ts';
import { progressSummary, progressVersion, steps, whyNot } from './steps.ts';

export interface GuideProps {
  readonly context: GuideContext;
  /** CSRF token for the forms. */
  readonly token: string;
  /** Why "Do this step for me" failed. */
  readonly problem?: string | undefined;
}

/** The tutorial on the lab home, and its optional part. Without scripts, reload to update the ticks. */
export function Guide({ context, token, problem }: GuideProps) {
  const current = steps.findIndex(({ done }) => !done(context.state));
  return (
    <>
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
        <StepList id="guideSteps" list={steps} current={current} context={context} token={token} />
      </Card>
      <Card
        title="Automated provisioning (optional)"
        id="provisioningGuide"
        action={
          <p role="status" id="provisioningProgress">
            {progressSummary(context.state, provisioningSteps)}
          </p>
        }
      >
        <p>
          Peakon recommends it: Microsoft Entra creates, updates and disables employees by SCIM, as
          users are assigned, changed and removed.
        </p>
        <StepList
          id="provisioningSteps"
          list={provisioningSteps}
          after={steps.length}
          context={context}
          token={token}
        />
      </Card>
    </>
  );
}

interface StepListProps extends Pick<GuideProps, 'context' | 'token'> {
  readonly id: string;
  readonly list: readonly Step[];
  /** Position of the step that is open. */
  readonly current?: number;
  /** Number of the step before the first one. */
  readonly after?: number;
}

function StepList({ id, list, current, after = 0, context, token }: StepListProps) {
  return (
    <ol class="guide" id={id} data-version={progressVersion(context.state)}>
      {list.map((step, position) => (
        <GuideStep
          key={step.id}
          step={step}
          context={context}
          token={token}
          number={after + position + 1}
          done={step.done(context.state)}
          current={position === current}
        />
      ))}
    </ol>
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
