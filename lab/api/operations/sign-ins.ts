import { Type } from 'typebox';
import { authenticationMethodModes } from '../../../idp/index.ts';
import { requestPath } from '../../tenants/request-path.ts';
import { operation, referenceRules, tenantOf, tenantPlace } from '../operation.ts';
import { flag, SignedOut, SignedResponse, strict, text } from '../schemas.ts';

export const signIn = operation({
  id: 'signIn',
  method: 'POST',
  path: '/tenants/{tenantId}/sign-ins',
  tag: 'Sign-ins',
  summary: 'Sign a user in without a browser',
  description:
    'Every check of the identity provider runs, and the sign-in is logged and recorded. The answer is what a browser would post to the service provider.',
  body: Type.Object(
    {
      user: text('User principal name or id.'),
      application: text('Display name, servicePrincipalId or appId.'),
      request: Type.Optional(
        text(
          'Where the service provider sends the browser: the URL with the SAMLRequest. Default: the sign-in is IdP-initiated.',
        ),
      ),
      methods: Type.Optional(
        Type.Array(Type.Enum(authenticationMethodModes), {
          description: 'How the user signs in, in the order of use. Default: password.',
          minItems: 1,
          maxItems: 10,
        }),
      ),
      sameSession: Type.Optional(
        flag(
          "In the session of the user's latest sign-in here, as in one browser; without methods. Default: a new session.",
        ),
      ),
    },
    strict,
  ),
  example: { user: 'B.Simon@contoso.com', application: 'Peakon' },
  answer: { status: 200, description: 'The response, signed.' },
  result: SignedResponse,
  refusals: [
    'sign_in_refused',
    'unknown_tenant',
    'unknown_user',
    'unknown_application',
    'sign_in_needs_page',
    'invalid_option',
    'response_not_made',
  ],
  places: {
    ...tenantPlace,
    unknown_user: { pointer: '#/user' },
    unknown_application: { pointer: '#/application' },
    sign_in_needs_page: { pointer: '#/methods' },
    invalid_option: { pointer: '#/request' },
  },
  rules: (call) => [
    ...referenceRules(call),
    () => call.body.request === undefined || requestPath(call.body.request),
  ],
  async run(call) {
    const { user, ...options } = call.body;
    return { result: await (await tenantOf(call)).signIn(user, options) };
  },
});

export const signOut = operation({
  id: 'signOut',
  method: 'POST',
  path: '/tenants/{tenantId}/sign-outs',
  tag: 'Sign-ins',
  summary: 'Sign a user out without a browser',
  description:
    'The session of the latest sign-in of the user ends. The answer has the messages that a browser would carry to the applications; nobody answers them unless you do.',
  body: Type.Object(
    {
      user: text('User principal name or id.'),
      request: Type.Optional(
        text(
          'Where the service provider sends the browser: the URL with the LogoutRequest. Default: the sign-out page, as from My Apps.',
        ),
      ),
    },
    strict,
  ),
  example: { user: 'B.Simon@contoso.com' },
  answer: { status: 200, description: 'The session has ended.' },
  result: SignedOut,
  refusals: ['sign_in_refused', 'unknown_tenant', 'unknown_user', 'invalid_option'],
  places: {
    ...tenantPlace,
    unknown_user: { pointer: '#/user' },
    invalid_option: { pointer: '#/request' },
  },
  rules: (call) => [
    ...referenceRules(call),
    () => call.body.request === undefined || requestPath(call.body.request),
  ],
  async run(call) {
    const { user, ...options } = call.body;
    const { response, requests } = await (await tenantOf(call)).signOut(user, options);
    return { result: { ...(response && { response }), requests: [...requests] } };
  },
});
