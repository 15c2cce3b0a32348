import type { FastifyReply } from 'fastify';
import { findAccount } from '../../directory/users/guests.ts';
import type { SignInVisit } from '../../sign-in-visit.ts';
import { tokensFor } from '../begin-sign-in.ts';
import type { InlineError } from '../inline-error.tsx';
import type { FoundSignIn } from '../posted-form.ts';
import { showPage } from '../show-page.tsx';
import { addressOf, credentialAddress, loginStep } from '../step-addresses.ts';
import { CredentialHeading } from './credential-frame.tsx';
import { choicesFor, type FirstFactor, firstFactorsOf } from './first-factors.ts';

/** Sends the list of the first factors that a user can choose. */
export async function showCredentialPicker(
  visit: SignInVisit,
  { browser, ctx, pending }: FoundSignIn,
  userName: string,
  error?: InlineError,
): Promise<FastifyReply> {
  const { context, request } = visit;
  const { tenantId } = pending;
  const address = addressOf(request, tenantId);
  const user = userName ? await findAccount(context.db, tenantId, userName) : undefined;
  const factors = await firstFactorsOf(context.db, user, context.clock());
  return showPage(
    visit,
    {
      pgid: 'ConvergedSignIn',
      urlPost: credentialAddress('options', address),
      tokens: tokensFor(browser, ctx, request.id),
      userName,
      error,
    },
    <CredentialPicker
      userName={userName}
      choices={choicesFor(factors, address, { ctx, userName })}
      error={error}
      back={userName ? undefined : loginStep(address, ctx, '')}
    />,
  );
}

/** Rows as links, so that no script is needed; `data-value` is what programs look for. */
function CredentialPicker({
  userName,
  choices,
  error,
  back,
}: {
  userName: string;
  choices: readonly FirstFactor[];
  error?: InlineError | undefined;
  back?: string | undefined;
}) {
  return (
    <>
      <CredentialHeading
        id="credentialPickerTitle"
        title={userName ? 'Choose a way to sign in' : 'Sign-in options'}
        userName={userName}
        error={error}
      />
      <div id="credentialList" class="accounts">
        {choices.map(({ value, label, detail, href }) => (
          <div key={href} data-value={value}>
            <a class="account" href={href}>
              <span>{label}</span>
              {detail && <small>{detail}</small>}
            </a>
          </div>
        ))}
      </div>
      {back && (
        <p>
          <a id="idBtn_BackToUserName" href={back}>
            Back
          </a>
        </p>
      )}
    </>
  );
}
