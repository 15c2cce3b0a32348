import type { FastifyInstance } from 'fastify';
import { isFormToken } from '../../browser-cookie.ts';
import { findAccount } from '../../directory/users/guests.ts';
import { aadsts } from '../../errors.ts';
import { readOnce } from '../../form-parameters.ts';
import type { ServeVisit } from '../../sign-in-visit.ts';
import type { FinishSignIn } from '../finish-sign-in.ts';
import { inlineErrors } from '../inline-error.tsx';
import { readPostedForm } from '../posted-form.ts';
import { reportRefusal } from '../report-refusal.ts';
import { showStep } from '../show-step.tsx';
import { credentialRoute } from '../step-addresses.ts';
import { checkAccessPass, showAccessPass } from './access-pass.tsx';
import { asIfStep, showAsIf } from './as-if.tsx';
import { canProveDevice, isAsIf, modeOf } from './as-if-methods.ts';
import { showCredentialPicker } from './credential-picker.tsx';
import { showFido } from './fido.tsx';
import { proveByPasskey } from './fido-answer.ts';
import { firstFactorMethodsOf } from './first-factors.ts';
import { firstMethodsGiven } from './first-methods-given.ts';
import { refusals } from './refusals.ts';

/** The pages for credentials other than the password. Each GET shows a page, each POST takes what it asks for. */
export function passwordlessRoutes(
  app: FastifyInstance,
  serve: ServeVisit,
  finish: FinishSignIn,
): void {
  app.get(
    credentialRoute('options'),
    serve((visit) =>
      showStep(visit, ({ userName, ...found }) => showCredentialPicker(visit, found, userName)),
    ),
  );
  accessPassRoutes(app, serve, finish);
  fidoRoutes(app, serve, finish);
  asIfRoutes(app, serve, finish);
}

function accessPassRoutes(app: FastifyInstance, serve: ServeVisit, finish: FinishSignIn): void {
  app.get(
    credentialRoute('accessPass'),
    serve((visit) =>
      showStep(visit, ({ userName, ...found }) => showAccessPass(visit, found, userName)),
    ),
  );
  app.post(
    credentialRoute('accessPass'),
    serve(async (visit) => {
      const { context } = visit;
      const form = await readPostedForm(visit, 'required');
      const { login = '', accesspass = '' } = form.fields;
      const user = await findAccount(context.db, form.pending.tenantId, login);
      if (!user) {
        await reportRefusal(visit, form, 50034, undefined);
        return showAccessPass(visit, form, login, inlineErrors.unknownUser);
      }
      if (accesspass.trim() === '') return showAccessPass(visit, form, login, refusals.passMissing);
      const checked = await checkAccessPass(context, user, accesspass);
      if ('refused' in checked) {
        await reportRefusal(visit, form, checked.refused.code, user);
        return showAccessPass(visit, form, login, checked.refused);
      }
      return firstMethodsGiven(visit, form, user, [checked.mode], finish);
    }),
  );
}

function fidoRoutes(app: FastifyInstance, serve: ServeVisit, finish: FinishSignIn): void {
  app.get(
    credentialRoute('fido'),
    serve((visit) => showStep(visit, ({ userName, ...found }) => showFido(visit, found, userName))),
  );
  app.post(
    credentialRoute('fido'),
    serve(async (visit) => {
      const form = await readPostedForm(visit, 'required');
      const { login = '' } = form.fields;
      const answer = await proveByPasskey(visit, form);
      if ('refused' in answer) {
        await reportRefusal(visit, form, answer.refused.code, answer.user);
        return showFido(visit, form, login, answer.refused);
      }
      return firstMethodsGiven(visit, form, answer.user, [answer.mode], finish);
    }),
  );
}

function asIfRoutes(app: FastifyInstance, serve: ServeVisit, finish: FinishSignIn): void {
  app.get(
    credentialRoute('asIf'),
    serve((visit) =>
      showStep(visit, async ({ userName, ...found }) => {
        const { method: id } = readOnce(visit.request.query, ['method'] as const);
        const { user, method } = await findMethod(visit.context.db, found.pending.tenantId, {
          userName,
          id,
        });
        return user && method
          ? showAsIf(visit, found, user, method)
          : showCredentialPicker(visit, found, userName, refusals.notAvailable);
      }),
    ),
  );
  app.post(
    credentialRoute('asIf'),
    serve(async (visit) => {
      const form = await readPostedForm(visit, 'required');
      const { fields, browser, ctx, pending } = form;
      const { login = '' } = fields;
      const { user, method } = await findMethod(visit.context.db, pending.tenantId, {
        userName: login,
        id: fields.method,
      });
      if (!user || !method) {
        await reportRefusal(visit, form, refusals.notAvailable.code, user);
        return showCredentialPicker(visit, form, login, refusals.notAvailable);
      }
      if (!isFormToken(fields.flowToken, browser, 'flow', ctx, ...asIfStep(user, method)))
        throw aadsts(165000, {});
      if (user.accountEnabled !== 1) {
        await reportRefusal(visit, form, 50057, user);
        return showCredentialPicker(visit, form, login, inlineErrors.userDisabled);
      }
      const mode = modeOf(method);
      const withDevice = fields.device !== undefined && canProveDevice(method);
      const modes = withDevice ? ([mode, 'deviceCertificate'] as const) : [mode];
      return firstMethodsGiven(visit, form, user, modes, finish);
    }),
  );
}

/** A method of the user that the lab only pretends to use. */
async function findMethod(
  db: Parameters<typeof findAccount>[0],
  tenantId: string,
  { userName, id }: { userName: string; id: string | undefined },
) {
  const user = userName ? await findAccount(db, tenantId, userName) : undefined;
  const methods = user ? await firstFactorMethodsOf(db, user) : [];
  const method = methods.filter(isAsIf).find((each) => each.id === id);
  return { user, method };
}
