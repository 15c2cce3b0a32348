import {
  Actions,
  Button,
  FieldSet,
  LinkButton,
  Radio,
  TextArea,
} from '../../../../../web/controls.tsx';
import {
  Card,
  CheckList,
  CodeBlock,
  Disclosure,
  MessageBar,
} from '../../../../../web/surfaces.tsx';
import { basicSamlOf } from '../../../../directory/basic-saml.ts';
import type { ConfigurationChangeRow, TestSignInRow } from '../../../../directory/tables.ts';
import { AdminForm } from '../../../admin-form.tsx';
import type { Shell } from '../../../visit.ts';
import { ApplicationPage } from '../../application-page.tsx';
import type { ApplicationVisit } from '../../application-routes.ts';
import { endpointsOf } from '../endpoints.ts';
import { type Guidance, guidanceFor } from './guidance.ts';
import { prettyXml } from './pretty-xml.ts';
import type { ProposedFix } from './proposed-fix.ts';
import { compare, testedRequest } from './tested-request.ts';

/** An error from elsewhere that somebody wants explained. */
export interface Pasted {
  text: string;
  /** Absent: no AADSTS number was found in it. */
  guidance: Guidance | undefined;
}

export interface TestPaneProps {
  shell: Shell;
  visit: ApplicationVisit;
  test: TestSignInRow | undefined;
  awaited: boolean;
  proposed: ProposedFix | undefined;
  lastFix: ConfigurationChangeRow | undefined;
  pasted: Pasted | undefined;
}

/** "Test single sign-on with ..." (entra-admin.md 1.7 (5)). */
export function TestPane(props: TestPaneProps) {
  const { shell, visit, test, awaited } = props;
  const { displayName } = visit.app.servicePrincipal;
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="single-sign-on"
      title={`Test single sign-on with ${displayName}`}
      trail={[{ title: 'Single sign-on', href: visit.path('single-sign-on') }]}
    >
      <Start {...props} />
      <Undo {...props} />
      {test && (awaited ? <Awaited {...props} /> : <Outcome {...props} test={test} />)}
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
          ? `Opens the Sign on URL of ${displayName}, where the sign-in starts (SP).`
          : `There is no Sign on URL, so the sign-in starts here (IDP): ${displayName} is sent a response that it did not ask for.`}
      </p>
      <AdminForm shell={shell} action={visit.path('single-sign-on/test')} target="_blank">
        <FieldSet legend="Who signs in">
          <Radio name="signInAs" value="current" label="Sign in as current user" checked />
          <Radio name="signInAs" value="other" label="Sign in as someone else" />
        </FieldSet>
        <Actions>
          <Button id="testSignIn">Test sign in</Button>
          <LinkButton href={visit.path('single-sign-on/test')} id="showResult">
            Show the result
          </LinkButton>
        </Actions>
      </AdminForm>
      <p class="hint">The test opens in another tab. The result appears here.</p>
    </Card>
  );
}

function Awaited({ test }: TestPaneProps) {
  return (
    <MessageBar tone="info" title="Waiting for the sign-in" id="outcome">
      {test?.requestXml
        ? 'The request has arrived; the person is being asked to sign in.'
        : 'No request has arrived yet.'}
    </MessageBar>
  );
}

function Outcome({ shell, visit, test, proposed }: TestPaneProps & { test: TestSignInRow }) {
  const { displayName } = visit.app.servicePrincipal;
  const request = testedRequest(test.requestXml);
  const path = (page: string) => visit.path(`single-sign-on/test/${page}`);
  if (test.answeredDateTime === null)
    return (
      <MessageBar tone="warning" title="Nothing came of the last test" id="outcome">
        No sign-in followed within ten minutes.
      </MessageBar>
    );
  return (
    <Card title="Result of the last test">
      {test.errorCode === null ? (
        <MessageBar tone="success" title="A response was sent" id="outcome">
          {displayName} was sent a response for {test.userPrincipalName}. Whether it let the person
          in, its own page says.
        </MessageBar>
      ) : (
        <MessageBar
          tone="error"
          title={`The sign-in ended with AADSTS${test.errorCode}`}
          id="outcome"
        >
          {test.errorMessage}
        </MessageBar>
      )}
      {test.errorCode !== null && (
        <ShownGuidance visit={visit} guidance={guidanceFor(test.errorCode)} />
      )}
      {proposed && (
        <Actions>
          <LinkButton href={path('fix')} appearance="primary" id="fixIt">
            Fix it
          </LinkButton>
        </Actions>
      )}
      {request && (
        <CheckList items={compare(request, basicSamlOf(visit.app), endpointsOf(visit).loginUrl)} />
      )}
      <Message
        xml={test.requestXml}
        label="SAML request"
        href={path('request')}
        none="There was no request: the sign-in started here, or what arrived could not be decoded."
      />
      <Message
        xml={test.responseXml}
        label="SAML response"
        href={path('response')}
        none="No response was sent."
      />
      {shell.flash === undefined && (
        <p class="hint">Answered {test.answeredDateTime.slice(0, 19).replace('T', ' ')} UTC</p>
      )}
    </Card>
  );
}

function Message({
  xml,
  label,
  href,
  none,
}: {
  xml: string | null;
  label: string;
  href: string;
  none: string;
}) {
  if (xml === null) return <p class="hint">{none}</p>;
  return (
    <Disclosure summary={label} open>
      <CodeBlock code={prettyXml(xml)} label={`${label}, decoded`} tall />
      <p>
        <a href={href} download>
          Download the {label}
        </a>
      </p>
    </Disclosure>
  );
}

function ShownGuidance({ visit, guidance }: { visit: ApplicationVisit; guidance: Guidance }) {
  const { cause, advice, page, code } = guidance;
  return (
    <div id="guidance" data-aadsts={String(code)}>
      <h3>Resolution guidance</h3>
      <p>{cause}</p>
      <p>{advice}</p>
      {page && (
        <p>
          <a href={visit.path(page.path)}>{page.title}</a>
        </p>
      )}
    </div>
  );
}

function Undo({ shell, visit, lastFix }: TestPaneProps) {
  if (!lastFix) return null;
  return (
    <Card title="Changed by Fix it">
      <p>{lastFix.description}.</p>
      <AdminForm shell={shell} action={visit.path('single-sign-on/test/undo')}>
        <input type="hidden" name="change" value={lastFix.id} />
        <Actions>
          <Button appearance="secondary" id="undo" disabled={!visit.may('app.assign')}>
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
