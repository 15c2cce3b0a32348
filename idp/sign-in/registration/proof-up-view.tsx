import { Actions, SubmitInput } from '../../../web/components/controls.tsx';
import { type FormTokens, TokenFields } from '../sign-in-frame.tsx';
import { PROOF_UP } from '../step-addresses.ts';

/** "More information required". Ids are those of entra-saml.md 10.8. */
export function ProofUpView({
  tokens,
  userName,
  otherAccount,
}: {
  tokens: FormTokens;
  userName: string;
  /** The user name of the same sign-in, which goes on. */
  otherAccount: string;
}) {
  return (
    <form name="f1" id="i0281" class="sign-in" method="post" action={PROOF_UP}>
      <TokenFields {...tokens} />
      <p id="displayName">{userName}</p>
      <h1 id="heading">More information required</h1>
      <p id="ProofUpDescription">
        Your organization needs more information to keep your account secure
      </p>
      <p>
        <a id="cancelLink" href={otherAccount}>
          Use a different account
        </a>
      </p>
      <p>
        <a id="moreInfoLink" href="/sign-in-help#second-factor">
          About the second factor
        </a>
      </p>
      <Actions end>
        <SubmitInput id="idSubmit_ProofUp_Redirect" value="Next" />
      </Actions>
    </form>
  );
}
