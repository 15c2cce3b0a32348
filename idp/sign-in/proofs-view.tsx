import { type InlineError, InlineErrorText } from './inline-error.tsx';
import type { SignInMethod } from './methods/method.ts';
import { type FormTokens, TokenFields } from './sign-in-frame.tsx';
import { proofsStep, SECOND_FACTOR } from './step-addresses.ts';

/** Leads to the list of the user's methods. */
export function OtherWays({ ctx, unable }: { ctx: string; unable: string }) {
  return (
    <p>
      <a id="signInAnotherWay" href={proofsStep(ctx)}>
        {unable}
      </a>
    </p>
  );
}

/**
 * The user's methods to choose from. Programs find a row by `data-value` or by its place among the elements (entra-saml.md 9.2), so the
 * elements are Entra's, and `web/assets/second-factor.js` makes them buttons of a list; without scripts each row has a button of the form.
 */
export function ProofsView({
  tokens,
  userName,
  methods,
  error,
}: {
  tokens: FormTokens;
  userName: string;
  methods: readonly SignInMethod[];
  error?: InlineError | undefined;
}) {
  return (
    <form name="f1" id="i0281" class="sign-in" method="post" action={SECOND_FACTOR}>
      <TokenFields {...tokens} />
      <p id="displayName">{userName}</p>
      <h1 id="idDiv_SAOTCS_Title">Verify your identity</h1>
      {error && (
        <div class="alert alert-error" role="alert">
          <InlineErrorText {...error} />
        </div>
      )}
      <div id="idDiv_SAOTCS_Proofs" class="proofs">
        {methods.map(({ authMethodId, choice }) => (
          <div key={authMethodId}>
            <div class="proof needs-scripts" data-value={authMethodId}>
              <div class="proof-row">
                <div class="proof-mark" aria-hidden="true" />
                <div>
                  <div>{choice}</div>
                </div>
              </div>
            </div>
            <noscript>
              <button type="submit" class="proof" name="proof" value={authMethodId}>
                {choice}
              </button>
            </noscript>
          </div>
        ))}
      </div>
    </form>
  );
}
