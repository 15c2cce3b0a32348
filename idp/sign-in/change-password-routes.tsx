import type { FastifyInstance, FastifyReply } from 'fastify';
import { InvalidInput } from '../../input/invalid-input.ts';
import { StaleVersion } from '../../input/stale-version.ts';
import { isFormToken } from '../browser-cookie.ts';
import { recordAudit } from '../directory/logs/audit-log.ts';
import type { UserRow } from '../directory/tables.ts';
import { changePassword } from '../directory/users/user-password.ts';
import { findUserById } from '../directory/users/users.ts';
import { aadsts } from '../errors.ts';
import type { ServeVisit, SignInVisit } from '../sign-in-visit.ts';
import { tokensFor } from './begin-sign-in.ts';
import { ChangePasswordView, type ChangePasswordViewProps } from './change-password-view.tsx';
import type { FinishSignIn } from './finish-sign-in.ts';
import { firstMethodGiven } from './first-method-given.ts';
import { inlineErrors } from './inline-error.tsx';
import { nextStep } from './next-step.ts';
import { originOf } from './page-config.ts';
import { passwordRefusal } from './password-refusal.ts';
import { type FoundSignIn, type PostedForm, readPostedForm } from './posted-form.ts';
import { reportRefusal } from './report-refusal.ts';
import { showPage } from './show-page.tsx';
import { showStep } from './show-step.tsx';
import { CHANGE_PASSWORD } from './step-addresses.ts';

type FieldError = ChangePasswordViewProps['error'];

/**
 * `/common/SSPR/End`: the user must set another password before the sign-in goes on. The flow token names the user and the check of the
 * password, so that an old form of another user in the same tab is refused.
 */
export function changePasswordRoutes(
  app: FastifyInstance,
  serve: ServeVisit,
  finish: FinishSignIn,
): void {
  app.get(
    CHANGE_PASSWORD,
    serve((visit) =>
      showStep(visit, async (found) =>
        showChange(visit, found, await firstMethodGiven(visit.context, found.pending)),
      ),
    ),
  );

  app.post(
    CHANGE_PASSWORD,
    serve(async (visit) => {
      const { context } = visit;
      const form = await readPostedForm(visit, 'optional');
      const { fields, browser, ctx, pending } = form;
      const { user, authenticated } = await firstMethodGiven(context, pending);
      if (!isFormToken(fields.flowToken, browser, 'flow', ctx, ...stepOf(authenticated)))
        throw aadsts(165000, {});
      const error = missing(form) ?? (await change(visit, form, user));
      if (error) return showChange(visit, form, { user, authenticated }, error);
      await recordAudit(
        context.db,
        {
          actor: user,
          activity: 'Change user password',
          category: 'UserManagement',
          target: { type: 'User', id: user.id, displayName: user.userPrincipalName },
        },
        context.clock(),
      );
      const changed = await findUserById(context.db, user.id);
      if (!changed) throw aadsts(50089, {});
      return nextStep(
        visit,
        { ctx, form: { fields, pending }, user: changed, authenticated },
        finish,
      );
    }),
  );
}

type Authenticated = NonNullable<FoundSignIn['pending']['authenticated']>;

const stepOf = ({ userId, authnInstant }: Authenticated) =>
  ['change-password', userId, authnInstant] as const;

function missing({ fields }: PostedForm): FieldError {
  if (!fields.currentpasswd)
    return { field: 'currentpasswd', error: inlineErrors.currentPasswordMissing };
  if (!fields.newpasswd) return { field: 'newpasswd', error: inlineErrors.newPasswordMissing };
  if (!fields.confirmnewpasswd)
    return { field: 'confirmnewpasswd', error: inlineErrors.confirmationMissing };
  return undefined;
}

/**
 * Changes the password. A wrong current one counts as one at the sign-in does.
 *
 * @throws {IdpError} 50089 when the password was changed in the meantime: it has to be typed again
 */
async function change(visit: SignInVisit, form: PostedForm, user: UserRow): Promise<FieldError> {
  const { db } = visit.context;
  const { currentpasswd = '', newpasswd = '', confirmnewpasswd } = form.fields;
  const refused = await passwordRefusal(visit.context, user, currentpasswd);
  if (refused) {
    await reportRefusal(visit, form, refused.code, user);
    return { field: 'currentpasswd', error: refused };
  }
  if (newpasswd !== confirmnewpasswd)
    return { field: 'confirmnewpasswd', error: inlineErrors.confirmationDiffers };
  try {
    await changePassword(db, user, newpasswd, form.ctx, visit.context.clock());
  } catch (error) {
    if (error instanceof StaleVersion) throw aadsts(50089, {});
    if (!(error instanceof InvalidInput)) throw error;
    return { field: 'newpasswd', error: { text: error.message } };
  }
  return undefined;
}

function showChange(
  visit: SignInVisit,
  { browser, ctx }: FoundSignIn,
  { user, authenticated }: { user: UserRow; authenticated: Authenticated },
  error?: FieldError,
): FastifyReply {
  const { context, request } = visit;
  const tokens = tokensFor(browser, ctx, request.id, ...stepOf(authenticated));
  const userName = user.userPrincipalName;
  return showPage(
    visit,
    {
      pgid: 'ConvergedChangePassword',
      urlPost: `${originOf(request, context.publicUrl())}${CHANGE_PASSWORD}`,
      tokens,
      userName,
      error: error?.error,
    },
    <ChangePasswordView tokens={tokens} userName={userName} error={error} />,
  );
}
