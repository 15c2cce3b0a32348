import type { FastifyInstance } from 'fastify';
import {
  Actions,
  Checkbox,
  HiddenField,
  ScriptedInput,
  SubmitInput,
} from '../../web/components/controls.tsx';
import { isFormToken } from '../browser-cookie.ts';
import { findUserById } from '../directory/users/users.ts';
import { aadsts } from '../errors.ts';
import type { ServeVisit } from '../sign-in-visit.ts';
import { tokensFor } from './begin-sign-in.ts';
import type { FinishSignIn } from './finish-sign-in.ts';
import { nextStep } from './next-step.ts';
import { readPostedForm } from './posted-form.ts';
import { rememberChoice } from './remembered-choice.ts';
import { showPage } from './show-page.tsx';
import { showStep } from './show-step.tsx';
import { type FormTokens, TokenFields } from './sign-in-frame.tsx';
import { KMSI } from './step-addresses.ts';

/**
 * `/kmsi`: "Stay signed in?". `LoginOptions=1` is Yes, unless the No button was pressed. The flow token names the user to whom the
 * question was shown, so that an old form of another user in the same tab is refused.
 */
export function staySignedInRoutes(
  app: FastifyInstance,
  serve: ServeVisit,
  finish: FinishSignIn,
): void {
  app.get(
    KMSI,
    serve((visit) =>
      showStep(visit, async ({ browser, ctx, pending }) => {
        if (!pending.authenticated) throw aadsts(50089, {});
        const { userId, authnInstant } = pending.authenticated;
        const user = await findUserById(visit.context.db, userId);
        if (!user) throw aadsts(50089, {});
        const tokens = tokensFor(browser, ctx, visit.request.id, 'kmsi', userId, authnInstant);
        const userName = user.userPrincipalName;
        return showPage(
          visit,
          { pgid: 'KmsiInterrupt', urlPost: KMSI, tokens, userName },
          <StaySignedInView tokens={tokens} userName={userName} />,
        );
      }),
    ),
  );

  app.post(
    KMSI,
    serve(async (visit) => {
      const form = await readPostedForm(visit, 'optional');
      const { fields, browser, ctx, pending } = form;
      const { authenticated } = pending;
      if (!authenticated) throw aadsts(50089, {});
      const { userId, authnInstant } = authenticated;
      const user = await findUserById(visit.context.db, userId);
      if (!user) throw aadsts(50089, {});
      if (!isFormToken(fields.flowToken, browser, 'flow', ctx, 'kmsi', userId, authnInstant))
        throw aadsts(165000, {});
      const stay = fields.LoginOptions === '1' && fields.idBtn_Back === undefined;
      if (fields.DontShowAgain !== undefined) rememberChoice(visit.reply, stay);
      return nextStep(visit, { ctx, form, user, authenticated, stay }, finish);
    }),
  );
}

/**
 * Third step (entra-saml.md 9.1, 9.2, 10.5). `LoginOptions=1` is Yes. The form has one submit button: a script makes No work, and without
 * scripts another one that is recognised by its name.
 */
function StaySignedInView({ tokens, userName }: { tokens: FormTokens; userName: string }) {
  return (
    <form name="f1" id="i0281" class="sign-in" method="post" action={KMSI}>
      <TokenFields {...tokens} />
      <HiddenField name="LoginOptions" value="1" />
      <p id="displayName">{userName}</p>
      <h1 id="loginHeader">Stay signed in?</h1>
      <p id="KmsiDescription">Do this to reduce the number of times you are asked to sign in.</p>
      <Checkbox
        id="KmsiCheckboxField"
        name="DontShowAgain"
        value="true"
        label="Don't show this again"
      />
      <Actions end>
        <SubmitInput id="idSIButton9" value="Yes" data-report-event="Signin_Submit" />
        <ScriptedInput id="idBtn_Back" value="No" appearance="secondary" />
        <noscript>
          <SubmitInput name="idBtn_Back" value="No" appearance="secondary" />
        </noscript>
      </Actions>
    </form>
  );
}
