import type { FastifyReply } from 'fastify';
import { Actions, Button, HiddenField } from '../../../web/components/controls.tsx';
import type { AuthenticationMethod } from '../../directory/authentication-methods/authentication-methods.ts';
import type { UserRow } from '../../directory/tables.ts';
import { findAccount } from '../../directory/users/guests.ts';
import type { SignInVisit } from '../../sign-in-visit.ts';
import { relyingPartyOf } from '../../webauthn/relying-party.ts';
import { tokensFor } from '../begin-sign-in.ts';
import type { InlineError } from '../inline-error.tsx';
import { originOf } from '../page-config.ts';
import type { FoundSignIn } from '../posted-form.ts';
import { showPage } from '../show-page.tsx';
import { type FormTokens, TokenFields } from '../sign-in-frame.tsx';
import { addressOf, credentialAddress, credentialStep } from '../step-addresses.ts';
import { AsIfForm, asIfStep } from './as-if.tsx';
import { type AsIfMethod, isAsIf } from './as-if-methods.ts';
import { CredentialHeading, OtherWays } from './credential-frame.tsx';
import { firstFactorsOf } from './first-factors.ts';

/** Binds the form and the request for a challenge to the user whom the page shows. */
export const fidoStep = (userName: string): readonly string[] => ['fido', userName];

/** Where the script asks for a challenge. */
export const FIDO_OPTIONS = '/common/fido/options';

/** Sends the page on which the browser asks for a security key or passkey. */
export async function showFido(
  visit: SignInVisit,
  { browser, ctx, pending }: FoundSignIn,
  userName: string,
  error?: InlineError,
): Promise<FastifyReply> {
  const { context, request } = visit;
  const { tenantId } = pending;
  const address = addressOf(request, tenantId);
  const urlPost = credentialAddress('fido', address);
  const tokens = tokensFor(browser, ctx, request.id, ...fidoStep(userName));
  const user = userName ? await findAccount(context.db, tenantId, userName) : undefined;
  const { methods } = await firstFactorsOf(context.db, user, context.clock());
  const { id } = relyingPartyOf(request, context.publicUrl());
  return showPage(
    visit,
    { pgid: 'ConvergedSignIn', urlPost, tokens, userName, error, script: 'passkey' },
    <>
      <CredentialHeading
        title="Face, fingerprint, PIN or security key"
        userName={userName}
        error={error}
      />
      {id === undefined ? (
        <p>
          Browsers use passkeys at names, not at IP addresses. Open the lab at{' '}
          {originOf(request, context.publicUrl()).replace(/\/\/[^/]+?(:\d+)?$/, '//localhost$1')} to
          use one.
        </p>
      ) : (
        <FidoForm
          tokens={tokens}
          action={urlPost}
          userName={userName}
          start={error === undefined && (!user || methods.some(hasKey))}
        />
      )}
      {user && (
        <WithoutCredential
          user={user}
          methods={methods.filter((one) => isFido(one) && isAsIf(one)) as AsIfMethod[]}
          tokensOf={(method) => tokensFor(browser, ctx, request.id, ...asIfStep(user, method))}
          action={credentialAddress('asIf', address)}
        />
      )}
      <OtherWays href={credentialStep('options', address, { ctx, userName })} />
    </>,
  );
}

const isFido = ({ type }: AuthenticationMethod): boolean => type === 'fido2';
const hasKey = (method: AuthenticationMethod): boolean => method.credential !== undefined;

/** `web/assets/passkey.js` fetches a challenge, lets the browser ask for the key, and posts its answer. */
function FidoForm({
  tokens,
  action,
  userName,
  start,
}: {
  tokens: FormTokens;
  action: string;
  userName: string;
  /** Whether the browser asks at once. */
  start: boolean;
}) {
  return (
    <form
      name="f1"
      id="i0281"
      class="sign-in"
      method="post"
      action={action}
      data-ceremony="get"
      data-options={FIDO_OPTIONS}
      data-start={start ? 'at-once' : undefined}
    >
      <TokenFields {...tokens} />
      <HiddenField name="login" value={userName} />
      <HiddenField name="assertion" value="" />
      <p class="needs-scripts">
        Your device opens a window. Follow its instructions to sign in with your passkey.
      </p>
      <p role="status" data-ceremony-status />
      <noscript>
        <p>
          A passkey needs scripts, which are off in this browser. Choose one of the other ways to
          sign in.
        </p>
      </noscript>
      <Actions end>
        <Button type="button" class="needs-scripts" data-ceremony-start="">
          Use a passkey
        </Button>
      </Actions>
    </form>
  );
}

/** Passkeys that exist only in the lab, each with a button. */
function WithoutCredential({
  user,
  methods,
  tokensOf,
  action,
}: {
  user: UserRow;
  methods: readonly AsIfMethod[];
  tokensOf: (method: AsIfMethod) => FormTokens;
  action: string;
}) {
  if (methods.length === 0) return null;
  return (
    <>
      <p class="hint">Passkeys of this account that exist only in the lab, without a key:</p>
      {methods.map((method) => (
        <AsIfForm
          key={method.id}
          tokens={tokensOf(method)}
          action={action}
          user={user}
          method={method}
          appearance="secondary"
        />
      ))}
    </>
  );
}
