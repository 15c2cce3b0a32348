import {
  Actions,
  Button,
  FieldSet,
  HiddenField,
  LinkButton,
  Radio,
} from '../../../../../web/components/controls.tsx';
import { TextArea } from '../../../../../web/components/field.tsx';
import { Card, MessageBar } from '../../../../../web/components/surfaces.tsx';
import { AdminForm } from '../../../admin-form.tsx';
import { ApplicationPage } from '../../application-page.tsx';
import { canStartHere, signedByApplication } from '../verification-certificates/card-part.tsx';
import { Awaited, Outcome } from './outcome.tsx';
import { ShownGuidance } from './shown-guidance.tsx';
import type { TestPaneProps } from './test-pane-props.ts';

/** "Test single sign-on with ..." (entra-admin.md 1.7 (5)). */
export function TestPane(props: TestPaneProps) {
  const { shell, visit, exchange, awaited, version } = props;
  const page = visit.path('single-sign-on/test');
  const { displayName } = visit.app.servicePrincipal;
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="single-sign-on"
      title={`Test single sign-on with ${displayName}`}
      trail={[{ title: 'Single sign-on', href: visit.path('single-sign-on') }]}
      live={{ versions: `${page}/versions`, page }}
    >
      <Start {...props} />
      <div class="live-part" id="testResult" data-version={version}>
        <Undo {...props} />
        {exchange &&
          (awaited ? (
            <Awaited {...props} exchange={exchange} />
          ) : (
            <Outcome {...props} exchange={exchange} />
          ))}
      </div>
      <PastedError {...props} />
    </ApplicationPage>
  );
}

function Start({ shell, visit }: TestPaneProps) {
  const { displayName, loginUrl } = visit.app.servicePrincipal;
  return (
    <Card title="Test sign in">
      <p>
        {loginUrl
          ? `Opens the Sign on URL of ${displayName}, where SP-initiated sign-in starts.`
          : `There is no Sign on URL, so the sign-in is IdP-initiated: ${displayName} gets a response that it did not request.`}
      </p>
      <AdminForm shell={shell} action={visit.path('single-sign-on/test')} target="_blank">
        <FieldSet legend="Who signs in">
          <Radio name="signInAs" value="current" label="Sign in as current user" checked />
          <Radio name="signInAs" value="other" label="Sign in as someone else" />
        </FieldSet>
        <Actions>
          <Button id="testSignIn" disabled={!canStartHere(visit)}>
            Test sign in
          </Button>
          <LinkButton href={visit.path('single-sign-on/test')} id="showResult">
            Show the result
          </LinkButton>
        </Actions>
      </AdminForm>
      {!canStartHere(visit) && (
        <MessageBar tone="info" title="Testing is disabled" id="testDisabled">
          {signedByApplication}
        </MessageBar>
      )}
      <p class="hint">
        The test opens in another tab. The latest sign-in to {displayName} appears here, also one
        that began elsewhere.
      </p>
    </Card>
  );
}

function Undo({ shell, visit, lastFix }: TestPaneProps) {
  if (!lastFix) return null;
  return (
    <Card title="Changed by Fix it">
      <p>{lastFix.description}.</p>
      <AdminForm shell={shell} action={visit.path('single-sign-on/test/undo')}>
        <HiddenField name="change" value={lastFix.id} />
        <Actions>
          <Button appearance="secondary" id="undo" disabled={!visit.may('app.configure')}>
            Undo
          </Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}

function PastedError({ shell, visit, pasted }: TestPaneProps) {
  return (
    <Card title="Resolving errors">
      <AdminForm shell={shell} action={visit.path('single-sign-on/test/guidance')}>
        <TextArea
          label="What does the error look like?"
          name="error"
          value={pasted?.text ?? ''}
          hint="Paste the error message of the sign-in page, with its AADSTS number."
          error={
            pasted && !pasted.guidance
              ? 'There is no AADSTS number in this text. Paste the line that begins with Message.'
              : undefined
          }
        />
        <Actions>
          <Button appearance="secondary" id="getGuidance">
            Get resolution guidance
          </Button>
        </Actions>
      </AdminForm>
      {pasted?.guidance && <ShownGuidance visit={visit} guidance={pasted.guidance} />}
    </Card>
  );
}
