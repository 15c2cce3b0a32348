import type { FastifyInstance } from 'fastify';
import { formToken, isFormToken } from '../browser-cookie.ts';
import { correlationIdOf } from '../correlation-id.ts';
import { recordNextMethod } from '../directory/sign-in/pending-sign-ins.ts';
import { aadsts } from '../errors.ts';
import type { ServeVisit, SignInVisit } from '../sign-in-visit.ts';
import { inlineErrors } from './inline-error.tsx';
import { jsonFields, serveJson } from './json-body.ts';
import { secondFactorsOf } from './methods/registered-methods.ts';
import { findSignIn } from './posted-form.ts';
import { reportRefusal } from './report-refusal.ts';
import { firstMethodGiven } from './second-factor-routes.tsx';
import { BEGIN_AUTH, END_AUTH } from './step-addresses.ts';

/**
 * `BeginAuth` and `EndAuth`: the second factor of clients without a browser (entra-saml.md 9.1, 10.5). After the right one the client posts
 * the flow token of the answer to `ProcessAuth`.
 */
export function sasRoutes(app: FastifyInstance, serve: ServeVisit): void {
  const answerJson = serveJson(serve, (error, visit) =>
    result(visit, { ErrCode: error.code, ResultValue: 'Failure', Message: error.message }),
  );
  app.post(BEGIN_AUTH, answerJson(beginAuth));
  app.post(END_AUTH, answerJson(endAuth));
}

async function beginAuth(visit: SignInVisit): Promise<object> {
  const { method, answer } = await readRequest(visit);
  return method ? answer({ Success: true, ResultValue: 'Success' }) : answer(noSuchMethod);
}

async function endAuth(visit: SignInVisit): Promise<object> {
  const { context } = visit;
  const { method, data, user, authenticated, found, proven, answer } = await readRequest(visit);
  if (!method) return answer(noSuchMethod);
  const refusal = await method.end(context, user, data);
  if (refusal) {
    const login = user.userPrincipalName;
    await reportRefusal(visit, { pending: found.pending, fields: { login } }, refusal.code, user);
    return answer({
      ErrCode: refusal.code,
      ResultValue: refusal === inlineErrors.locked ? 'UserBlocked' : 'OathCodeIncorrect',
      Message: refusal.text,
    });
  }
  await recordNextMethod(context.db, found.ctx, authenticated, method.mode);
  const FlowToken = formToken(found.browser, 'flow', found.ctx, ...proven);
  return answer({ Success: true, ResultValue: 'Success', FlowToken });
}

/** Result values are assumed. */
const noSuchMethod = {
  ErrCode: 500121,
  ResultValue: 'AuthMethodNotAvailable',
  Message: 'The user has no such authentication method.',
};

/**
 * @throws {IdpError} 165000 when the flow token was made for another step, user or browser
 * @throws {IdpError} 50089 when the sign-in has finished or expired, or no method was given yet
 */
async function readRequest(visit: SignInVisit) {
  const { context, request } = visit;
  const fields = jsonFields(request.body, [
    'authmethodid',
    'ctx',
    'flowtoken',
    'sessionid',
    'additionalauthdata',
  ]);
  const found = await findSignIn(visit, fields.ctx);
  const { user, authenticated, step, proven } = await firstMethodGiven(context, found.pending);
  if (!isFormToken(fields.flowtoken, found.browser, 'flow', found.ctx, ...step))
    throw aadsts(165000, {});
  const asked = fields.authmethodid ?? '';
  const kept = {
    AuthMethodId: asked,
    FlowToken: fields.flowtoken ?? '',
    Ctx: found.ctx,
    SessionId: fields.sessionid ?? request.id,
  };
  return {
    found,
    user,
    authenticated,
    proven,
    method: secondFactorsOf(user).find(({ authMethodId }) => authMethodId === asked),
    data: fields.additionalauthdata ?? '',
    answer: (outcome: Outcome) => result(visit, { ...kept, ...outcome }),
  };
}

interface Outcome {
  Success?: boolean;
  ResultValue: string;
  Message?: string;
  ErrCode?: number;
  FlowToken?: string;
}

/** The members of every answer (entra-saml.md 9.1). `Entropy` is the number to match on the phone; a code has none. */
function result({ context, request }: SignInVisit, outcome: Outcome): object {
  return {
    Success: false,
    Message: null,
    AuthMethodId: '',
    ErrCode: 0,
    Retry: false,
    FlowToken: '',
    Ctx: '',
    SessionId: '',
    CorrelationId: correlationIdOf(request),
    Timestamp: context.clock().toISOString(),
    Entropy: 0,
    ...outcome,
  };
}
