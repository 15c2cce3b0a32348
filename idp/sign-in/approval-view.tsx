import type { ComponentChildren } from 'preact';
import { Actions, Button, HiddenField, SubmitInput } from '../../web/components/controls.tsx';
import type { Challenge } from '../directory/sign-in/challenges.ts';
import { type InlineError, InlineErrorText, inlineErrors } from './inline-error.tsx';
import type { ApprovalMethod } from './methods/method.ts';
import { OtherWays } from './proofs-view.tsx';
import { type FormTokens, TokenFields } from './sign-in-frame.tsx';

/** Where the ids of a page begin: those of the second factor, or of phone sign-in (entra-saml.md 9.2). */
const ids = {
  secondFactor: { description: 'idDiv_SAOTCAS_Description', number: 'idRichContext_DisplaySign' },
  phoneSignIn: {
    description: 'idDiv_RemoteNGC_PollingDescription',
    number: 'idRemoteNGC_DisplaySign',
  },
} as const;

interface ApprovalViewProps {
  tokens: FormTokens;
  userName: string;
  method: ApprovalMethod;
  challenge: Challenge | undefined;
  /** Where the form goes. */
  action: string;
  /** The address of this page. */
  here: string;
  page?: keyof typeof ids;
  error?: InlineError | undefined;
  /** In place of the link to the user's other methods. */
  otherWays?: ComponentChildren;
}

/**
 * Waits for the user's phone and shows the number to type there; or says that the request was denied or not answered, and offers another one.
 * `web/assets/second-factor.js` asks for the answer and continues; without scripts the user does.
 */
export function ApprovalView(props: ApprovalViewProps) {
  const { tokens, userName, method, challenge, action, here } = props;
  const { otherWays = <OtherWays ctx={tokens.ctx} unable={method.unable} /> } = props;
  const { authMethodId, pollingInterval } = method;
  const waits = challenge?.state === 'waiting' || challenge?.state === 'approved';
  return (
    <form
      name="f1"
      id="i0281"
      class="sign-in"
      method="post"
      action={action}
      {...(waits && {
        'data-poll': authMethodId,
        'data-poll-seconds': String(pollingInterval),
        'data-here': here,
      })}
    >
      <TokenFields {...tokens} />
      <HiddenField name="mfaAuthMethod" value={authMethodId} />
      <HiddenField name="login" value={userName} />
      <p id="displayName">{userName}</p>
      {waits ? (
        <Waiting {...props} number={challenge.number} />
      ) : (
        <Refused method={method} denied={isDenied(challenge)} />
      )}
      {otherWays}
    </form>
  );
}

const isDenied = (challenge: Challenge | undefined): boolean =>
  challenge?.state === 'denied' || challenge?.state === 'reported';

function Waiting({
  method: { words },
  number,
  page = 'secondFactor',
  error,
}: ApprovalViewProps & { number: number }) {
  const { description, number: numberId } = ids[page];
  return (
    <>
      <h1 id="idDiv_SAOTCAS_Title">{words.title}</h1>
      <p id={description}>{words.description}</p>
      {number > 0 && (
        <p id={numberId} class="display-sign">
          {number}
        </p>
      )}
      {error && (
        <div class="alert" role="status">
          <InlineErrorText {...error} />
        </div>
      )}
      <p class="hint">No phone needed: answer on the lab home, under Phones and mailboxes.</p>
      <noscript>
        <Actions end>
          <SubmitInput value="Continue" />
        </Actions>
      </noscript>
    </>
  );
}

function Refused({
  method: { authMethodId, words },
  denied,
}: Pick<ApprovalViewProps, 'method'> & { denied: boolean }) {
  const id = denied ? 'SAASDS' : 'SAASTO';
  const { code } = denied ? inlineErrors.requestDenied : inlineErrors.noResponse;
  return (
    <>
      <h1 id={`idDiv_${id}_Title`}>{denied ? 'Request denied' : "We didn't hear from you"}</h1>
      <p id={`idDiv_${id}_Description`}>
        <InlineErrorText text={denied ? words.denied : words.noResponse} code={code} />
      </p>
      <p>
        <Button id={`idA_${id}_Resend`} appearance="link" name="proof" value={authMethodId}>
          {words.resend}
        </Button>
      </p>
    </>
  );
}
