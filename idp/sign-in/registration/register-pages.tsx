import {
  Actions,
  HiddenField,
  LinkButton,
  SubmitInput,
} from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { Facts, MessageBar } from '../../../web/components/surfaces.tsx';
import { type InlineError, InlineErrorText } from '../inline-error.tsx';
import { type FormTokens, SignInFrame } from '../sign-in-frame.tsx';
import { proofUpStep, REGISTER, REGISTERED } from '../step-addresses.ts';

const TITLE = 'Keep your account secure';

interface PageProps {
  tokens: FormTokens;
  userName: string;
}

/** The secret of an authenticator app, and its first code. Entra's page is at mysignins.microsoft.com; its ids are not known. */
export function RegisterPage({
  tokens,
  userName,
  secret,
  address,
  error,
}: PageProps & {
  /** RFC 6238 secret in base32. */
  secret: string;
  /** `otpauth:` address for an authenticator app. */
  address: string;
  error?: InlineError | undefined;
}) {
  return (
    <SignInFrame title={TITLE}>
      <form method="post" action={REGISTER} noValidate data-automation-id="SecurityInfoRegister">
        <Tokens {...tokens} />
        <p id="displayName">{userName}</p>
        <h1 id="heading">{TITLE}</h1>
        <p>Add this account to an authenticator app, then enter the code that the app shows.</p>
        <Facts
          items={[
            { term: 'Account name', value: userName, copy: true },
            { term: 'Secret key', value: secret, copy: true },
            { term: 'URI', value: address, copy: true },
          ]}
        />
        <Field
          label="Code"
          name="otc"
          type="tel"
          autocomplete="one-time-code"
          inputMode="numeric"
          maxLength={10}
          autofocus
          error={error && <InlineErrorText {...error} />}
        />
        <p class="hint">No phone needed: the lab home shows the code while you register.</p>
        <Actions end>
          <SubmitInput id="registerNext" value="Next" />
          <LinkButton href={proofUpStep(tokens.ctx)}>Cancel</LinkButton>
        </Actions>
      </form>
    </SignInFrame>
  );
}

export function RegisteredPage({ tokens, userName }: PageProps) {
  return (
    <SignInFrame title={TITLE}>
      <form method="post" action={REGISTERED}>
        <Tokens {...tokens} />
        <p id="displayName">{userName}</p>
        <h1 id="heading">Success!</h1>
        <MessageBar tone="success" title="Authenticator app was registered">
          Your default sign-in method is its code.
        </MessageBar>
        <Actions end>
          <SubmitInput id="registerDone" value="Done" />
        </Actions>
      </form>
    </SignInFrame>
  );
}

function Tokens({ ctx, canary, flowToken }: FormTokens) {
  return (
    <>
      <HiddenField name="ctx" value={ctx} />
      <HiddenField name="canary" value={canary} />
      <HiddenField name="flowToken" value={flowToken} />
    </>
  );
}
