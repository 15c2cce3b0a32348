import type { FastifyInstance } from 'fastify';
import { formToken, isFormToken } from '../browser-cookie.ts';
import { correlationIdOf } from '../correlation-id.ts';
import { recordNextMethod } from '../directory/sign-in/pending-sign-ins.ts';
import { aadsts } from '../errors.ts';
import type { ServeVisit, SignInVisit } from '../sign-in-visit.ts';
import { firstMethodGiven } from './first-method-given.ts';
import { jsonFields, serveJson } from './json-body.ts';
import { secondFactorsOf } from './methods/registered-methods.ts';
import { findSignIn } from './posted-form.ts';
import { purposeWords } from './purpose-words.ts';
import { reportRefusal } from './report-refusal.ts';
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
  const { method, unavailable, signingIn, answer } = await readRequest(visit);
  if (!method) return answer(unavailable);
  const sent = await method.begin?.(visit.context, signingIn);
  return answer({ Success: true, ResultValue: 'Success', Entropy: sent?.number ?? 0 });
}

async function endAuth(visit: SignInVisit): Promise<object> {
  const { context } = visit;
  const { method, unavailable, signingIn, data, user, authenticated, found, proven, answer } =
    await readRequest(visit);
  if (!method) return answer(unavailable);
  const outcome = await method.end(context, signingIn, data);
  if (outcome === 'waiting') return answer({ ResultValue: 'AuthenticationPending', Retry: true });
  if ('refused' in outcome) {
    const { error, resultValue } = outcome.refused;
    const login = user.userPrincipalName;
    await reportRefusal(visit, { pending: found.pending, fields: { login } }, error.code, user);
    return answer({ ErrCode: error.code, ResultValue: resultValue, Message: error.text });
  }
  await recordNextMethod(context.db, found.ctx, authenticated, outcome.proven);
  const FlowToken = formToken(found.browser, 'flow', found.ctx, ...proven);
  return answer({ Success: true, ResultValue: 'Success', FlowToken });
}

/** The user has to register a second factor first. Result values are assumed. */
const notRegistered = (): Outcome => ({
  ErrCode: 50072,
  ResultValue: 'UserNotRegistered',
  Message: aadsts(50072, {}).message,
});

const noSuchMethod: Outcome = {
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
  const methods = await secondFactorsOf(context.db, user);
  const application = await purposeWords(context.db, found.pending);
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
    method: methods.find(({ authMethodId }) => authMethodId === asked),
    unavailable: methods.length === 0 ? notRegistered() : noSuchMethod,
    signingIn: { ctx: found.ctx, user, application },
    data: fields.additionalauthdata ?? '',
    answer: (outcome: Outcome) => result(visit, { ...kept, ...outcome }),
  };
}

interface Outcome {
  Success?: boolean;
  ResultValue: string;
  Message?: string;
  ErrCode?: number;
  /** The client asks again: the user has not answered yet. */
  Retry?: boolean;
  FlowToken?: string;
  Entropy?: number;
}

/** The members of every answer (entra-saml.md 9.1). `Entropy` is the number to match on the phone; 0 is none. */
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
