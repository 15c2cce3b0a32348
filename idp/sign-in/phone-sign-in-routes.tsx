import type { FastifyInstance, FastifyReply } from 'fastify';
import { isFormToken } from '../browser-cookie.ts';
import { findChallenge } from '../directory/sign-in/challenges.ts';
import { recordFirstMethods } from '../directory/sign-in/pending-sign-ins.ts';
import type { UserRow } from '../directory/tables.ts';
import { findAccount } from '../directory/users/guests.ts';
import { aadsts } from '../errors.ts';
import type { ServeVisit, SignInVisit } from '../sign-in-visit.ts';
import { ApprovalView } from './approval-view.tsx';
import { tokensFor } from './begin-sign-in.ts';
import type { FinishSignIn } from './finish-sign-in.ts';
import { type InlineError, inlineErrors } from './inline-error.tsx';
import { jsonFields, serveJson } from './json-body.ts';
import type { ApprovalMethod, SigningIn } from './methods/method.ts';
import { phoneSignInOf } from './methods/registered-methods.ts';
import { nextStep } from './next-step.ts';
import { originOf } from './page-config.ts';
import { type FoundSignIn, findSignIn, readPostedForm } from './posted-form.ts';
import { purposeWords } from './purpose-words.ts';
import { reportRefusal } from './report-refusal.ts';
import { showPage } from './show-page.tsx';
import { showStep } from './show-step.tsx';
import { addressOf, passwordStep, phoneSignInAddress, phoneSignInStep } from './step-addresses.ts';

/**
 * `/{tenant}/phone-sign-in`: after the user name the page shows a number, and the user types it on the phone, which also asks for their face,
 * finger or PIN: two factors without a password. In Entra it is a view of the sign-in page; the address is the mock's.
 */
export function phoneSignInRoutes(
  app: FastifyInstance,
  serve: ServeVisit,
  finish: FinishSignIn,
): void {
  app.get(
    phoneSignInAddress(':tenant'),
    serve((visit) =>
      showStep(visit, async (found) => {
        const phone = await phoneOf(visit, found, found.userName);
        if (phone) return show(visit, phone);
        const address = addressOf(visit.request, found.pending.tenantId);
        return visit.reply.redirect(passwordStep(address, found.ctx, found.userName), 303);
      }),
    ),
  );

  app.post(
    phoneSignInAddress(':tenant'),
    serve(async (visit) => {
      const { context, request, reply } = visit;
      const form = await readPostedForm(visit, 'required');
      const { fields, ctx, pending } = form;
      const phone = await phoneOf(visit, form, fields.login);
      if (!phone || !isFor(phone, fields.flowToken)) throw aadsts(165000, {});
      const { method, signingIn } = phone;
      const { user } = signingIn;
      if (fields.proof !== undefined) {
        await method.begin(context, signingIn);
        const address = addressOf(request, pending.tenantId);
        return reply.redirect(phoneSignInStep(address, ctx, user.userPrincipalName), 303);
      }
      const outcome = await method.end(context, signingIn, '');
      if (outcome === 'waiting') return show(visit, phone, inlineErrors.stillWaiting);
      if ('refused' in outcome) {
        await reportRefusal(visit, form, outcome.refused.error.code, user);
        return show(visit, phone);
      }
      const first = { userId: user.id, methods: [outcome.proven] };
      const authenticated = await recordFirstMethods(context.db, ctx, first, context.clock());
      return nextStep(visit, { ctx, form, user, authenticated }, finish);
    }),
  );
}

/** What the script of that page asks while it waits; the form of the page then brings the approval. */
export function phoneSignInStateRoute(app: FastifyInstance, serve: ServeVisit): void {
  const answerJson = serveJson(serve, ({ code }) => ({ Success: false, ErrCode: code }));
  app.post(
    `${phoneSignInAddress(':tenant')}/state`,
    answerJson(async (visit) => {
      const fields = jsonFields(visit.request.body, ['ctx', 'flowtoken', 'login']);
      const phone = await phoneOf(visit, await findSignIn(visit, fields.ctx), fields.login);
      if (!phone || !isFor(phone, fields.flowtoken)) throw aadsts(165000, {});
      const state = (await challengeOf(visit, phone))?.state;
      return {
        Success: state === 'approved',
        Retry: state === 'waiting',
        FlowToken: fields.flowtoken,
      };
    }),
  );
}

interface Phone {
  found: FoundSignIn;
  method: ApprovalMethod;
  signingIn: SigningIn;
}

/** The phone of a user name that can sign in; undefined for every other user name, whether it exists or not. */
async function phoneOf(
  { context: { db } }: SignInVisit,
  found: FoundSignIn,
  userName = '',
): Promise<Phone | undefined> {
  const { ctx, pending } = found;
  const user = await findAccount(db, pending.tenantId, userName.trim());
  const method = user && (await phoneSignInOf(db, user));
  if (!method) return undefined;
  return { found, method, signingIn: { ctx, user, application: await purposeWords(db, pending) } };
}

const step = (user: UserRow) => ['phone-sign-in', user.id];

const isFor = ({ found: { browser, ctx }, signingIn }: Phone, flowToken: string | undefined) =>
  isFormToken(flowToken, browser, 'flow', ctx, ...step(signingIn.user));

/** What this sign-in sent to this user. */
async function challengeOf(
  { context: { db, clock } }: SignInVisit,
  { method, signingIn: { ctx, user } }: Phone,
) {
  const sent = await findChallenge(db, ctx, method.authMethodId, clock());
  return sent?.userId === user.id ? sent : undefined;
}

/** The request is sent when the page is shown for the first time. */
async function show(visit: SignInVisit, phone: Phone, error?: InlineError): Promise<FastifyReply> {
  const { context, request } = visit;
  const { found, method, signingIn } = phone;
  const { browser, ctx, pending } = found;
  const { user } = signingIn;
  const challenge = (await challengeOf(visit, phone)) ?? (await method.begin(context, signingIn));
  const address = addressOf(request, pending.tenantId);
  const action = phoneSignInAddress(address);
  const tokens = tokensFor(browser, ctx, request.id, ...step(user));
  const userName = user.userPrincipalName;
  const origin = originOf(request, context.publicUrl());
  return showPage(
    visit,
    {
      pgid: 'ConvergedSignIn',
      urlPost: action,
      tokens,
      userName,
      script: 'second-factor',
      more: { urlEndAuth: `${origin}${action}/state` },
    },
    <ApprovalView
      tokens={tokens}
      userName={userName}
      method={method}
      challenge={challenge}
      action={action}
      here={phoneSignInStep(address, ctx, userName)}
      page="phoneSignIn"
      error={error}
      otherWays={
        <p>
          <a id="idA_PWD_SwitchToPassword" href={passwordStep(address, ctx, userName)}>
            Use your password instead
          </a>
        </p>
      }
    />,
  );
}
