import type { FastifyReply } from 'fastify';
import {
  Actions,
  type Appearance,
  Checkbox,
  HiddenField,
  SubmitInput,
} from '../../../web/components/controls.tsx';
import type { UserRow } from '../../directory/tables.ts';
import type { SignInVisit } from '../../sign-in-visit.ts';
import { tokensFor } from '../begin-sign-in.ts';
import type { FoundSignIn } from '../posted-form.ts';
import { showPage } from '../show-page.tsx';
import { type FormTokens, TokenFields } from '../sign-in-frame.tsx';
import { addressOf, credentialAddress, credentialStep } from '../step-addresses.ts';
import { type AsIfMethod, canProveDevice, wordsOf } from './as-if-methods.ts';
import { CredentialHeading, OtherWays } from './credential-frame.tsx';

/** Binds a form to one method of one user. */
export const asIfStep = (user: UserRow, { id }: AsIfMethod): readonly string[] => [
  'as-if',
  user.id,
  id,
];

/** Sends the page that says what would happen in reality, with the button that pretends it has. */
export function showAsIf(
  visit: SignInVisit,
  { browser, ctx, pending }: FoundSignIn,
  user: UserRow,
  method: AsIfMethod,
): FastifyReply {
  const { request } = visit;
  const address = addressOf(request, pending.tenantId);
  const urlPost = credentialAddress('asIf', address);
  const tokens = tokensFor(browser, ctx, request.id, ...asIfStep(user, method));
  const userName = user.userPrincipalName;
  const { heading, reality } = wordsOf(method);
  return showPage(
    visit,
    { pgid: 'ConvergedSignIn', urlPost, tokens, userName },
    <>
      <CredentialHeading title={heading} userName={userName} />
      <p>{reality} This mock does not do it; the button signs in as if it had succeeded.</p>
      <AsIfForm tokens={tokens} action={urlPost} user={user} method={method} />
      <OtherWays href={credentialStep('options', address, { ctx, userName })} />
    </>,
  );
}

/** One click; the token is for this user and this method. */
export function AsIfForm({
  tokens,
  action,
  user,
  method,
  appearance = 'primary',
}: {
  tokens: FormTokens;
  action: string;
  user: UserRow;
  method: AsIfMethod;
  appearance?: Appearance;
}) {
  const name = method.displayName;
  return (
    <form class="sign-in" method="post" action={action} data-as-if={method.type}>
      <TokenFields {...tokens} id={undefined} />
      <HiddenField name="login" value={user.userPrincipalName} />
      <HiddenField name="method" value={method.id} />
      {canProveDevice(method) && (
        <Checkbox
          name="device"
          label="On a joined device"
          hint="The device shows its certificate too."
        />
      )}
      <Actions end>
        <SubmitInput value={`Sign in as if with ${name}`} appearance={appearance} />
      </Actions>
    </form>
  );
}
