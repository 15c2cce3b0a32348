import { CodeBlock } from '../../web/components/code-block.tsx';
import { Button, HiddenField } from '../../web/components/controls.tsx';
import { Card, Disclosure, Facts } from '../../web/components/surfaces.tsx';
import { Table } from '../../web/components/table.tsx';
import { indentXml } from '../../web/markup/xml-lines.ts';
import type { CuredRequest, MethodMismatch } from './method-mismatch.ts';

/** Beside AADSTS75011: what was used and asked, both cures with a request that shows each, and where libraries set them (entra-saml.md 10.2). */
export function MethodMismatchCards({ used, asked, cures }: MethodMismatch) {
  return (
    <>
      <Card title="What does not match" id="mismatch">
        <Facts
          items={[
            { term: 'Signed in by', value: used.words, note: used.methods.join(', ') },
            { term: 'Requested', value: asked.words, note: asked.classRefs.join(', ') },
          ]}
        />
      </Card>
      {cures.map((cure) => (
        <CureCard key={cure.change} cure={cure} />
      ))}
      <Card title="Where to change it" id="libraries">
        <Table
          caption="Options of SAML libraries"
          columns={['Library', 'Without RequestedAuthnContext', 'With ForceAuthn']}
          rows={libraries.map(({ name, without, force }) => [
            name,
            <code key="without">{without}</code>,
            <code key="force">{force}</code>,
          ])}
        />
        <p class="hint">
          All of them ask for PasswordProtectedTransport unless they are told otherwise.
        </p>
      </Card>
    </>
  );
}

const cureTexts = {
  'no-requested-authn-context': {
    title: 'Cure 1: do not send RequestedAuthnContext',
    text: 'The application then accepts every method, and Conditional Access decides which are good enough. Microsoft recommends this one.',
    button: 'Send it without RequestedAuthnContext',
  },
  'force-authn': {
    title: 'Cure 2: send ForceAuthn="true"',
    text: 'Every sign-in to the application then asks the user again, and succeeds if the user chooses the requested method.',
    button: 'Send it with ForceAuthn="true"',
  },
} as const satisfies Record<CuredRequest['change'], object>;

/** The form sends what any service provider may send, so it needs no token: it is checked like every other request. */
function CureCard({ cure: { change, action, xml, relayState } }: { cure: CuredRequest }) {
  const { title, text, button } = cureTexts[change];
  return (
    <Card title={title}>
      <p>{text}</p>
      <form method="post" action={action} name={change}>
        <HiddenField name="SAMLRequest" value={Buffer.from(xml, 'utf8').toString('base64')} />
        {relayState !== undefined && <HiddenField name="RelayState" value={relayState} />}
        <Button id={change} appearance="secondary">
          {button}
        </Button>
      </form>
      <p class="hint">
        Sends the request of this attempt again with this one change, and the response to the
        application. Until it is changed there, an application that compares the response with its
        own request may refuse it.
      </p>
      <Disclosure summary="The request">
        <CodeBlock code={indentXml(xml)} label="AuthnRequest" />
      </Disclosure>
    </Card>
  );
}

/** As their documentation names them. */
const libraries = [
  {
    name: 'php-saml',
    without: "'security' => ['requestedAuthnContext' => false]",
    force: '$auth->login($returnTo, [], true)',
  },
  {
    name: 'python3-saml',
    without: '"security": {"requestedAuthnContext": false}',
    force: 'auth.login(force_authn=True)',
  },
  {
    name: 'passport-saml, node-saml',
    without: 'disableRequestedAuthnContext: true',
    force: 'forceAuthn: true',
  },
] as const;
