import { type Static, Type } from 'typebox';
import type { NextSignIn } from '../../tenants/lab-tenant.ts';
import { requireCase } from '../../tenants/next-sign-in.ts';
import { type Call, operation, referenceRules, tenantOf, tenantPlace } from '../operation.ts';
import { ApiProblem } from '../problem.ts';
import { ArmedSignIn, strict, text } from '../schemas.ts';

const optional = Type.Optional;
const MAX_CHANGES = 100;

const Replacement = Type.Object(
  {
    replace: text(
      'Text in the XML of the Response without signatures; every occurrence is replaced.',
      {
        minLength: 1,
      },
    ),
    with: text('What is there instead.'),
  },
  strict,
);

const ClaimValue = Type.Union([Type.String(), Type.Array(Type.String()), Type.Null()]);

export const armSignIn = operation({
  id: 'armSignIn',
  method: 'POST',
  path: '/tenants/{tenantId}/armed-sign-ins',
  tag: 'Sign-ins',
  summary: 'Replace the response of the next sign-in, once',
  description:
    'By the message of a case of the catalogue, or by an altered response, which is signed again. Sign-ins of other tenants, and of other applications and users than those that are named, never take it.',
  body: Type.Object(
    {
      case: optional(
        text(
          'Id of a case of the catalogue, such as cond-audience-wrong, or of one of its runs: xsw1#2.',
        ),
      ),
      claims: optional(
        Type.Unsafe<Record<string, string | string[] | null>>({
          type: 'object',
          additionalProperties: ClaimValue,
          description: 'Claims by name: a text, a list of texts, or null, which removes the claim.',
        }),
      ),
      alter: optional(
        Type.Array(Replacement, {
          minItems: 1,
          maxItems: MAX_CHANGES,
          description:
            'Changes to the XML, one after the other. A text that is not there makes the sign-in fail.',
        }),
      ),
      application: optional(
        text('Display name, servicePrincipalId or appId. Default: any application of the tenant.'),
      ),
      user: optional(text('User principal name or id. Default: any user of the tenant.')),
    },
    strict,
  ),
  example: { case: 'cond-audience-wrong', user: 'B.Simon@contoso.com' },
  answer: { status: 201, description: 'It waits.' },
  result: ArmedSignIn,
  refusals: [
    'unknown_tenant',
    'unknown_user',
    'unknown_application',
    'already_armed',
    'unknown_case',
    'invalid_option',
  ],
  places: {
    ...tenantPlace,
    unknown_user: { pointer: '#/user' },
    unknown_application: { pointer: '#/application' },
    unknown_case: { pointer: '#/case' },
    already_armed: { pointer: '#' },
    invalid_option: { pointer: '#' },
  },
  rules: (call) => [
    ...referenceRules(call),
    () => call.body.case === undefined || requireCase(call.body.case),
  ],
  async run(call) {
    const tenant = await tenantOf(call);
    const { alter, ...others } = call.body;
    const change = alter && { alter: (xml: string) => alter.reduce(replaced, xml) };
    // Whether case and changes go together is a rule of the library.
    const wanted: object = { ...others, ...change };
    const result = call.armed.add(tenant, await tenant.nextSignIn(wanted as NextSignIn));
    return { result, location: `/tenants/${tenant.id}/armed-sign-ins/${result.id}` };
  },
});

export const listArmedSignIns = operation({
  id: 'listArmedSignIns',
  method: 'GET',
  path: '/tenants/{tenantId}/armed-sign-ins',
  tag: 'Sign-ins',
  summary: 'List armed responses, the oldest first',
  answer: { status: 200, description: 'Those that were armed over HTTP, and what became of them.' },
  result: Type.Array(ArmedSignIn),
  refusals: ['unknown_tenant'],
  places: tenantPlace,
  run: async (call) => ({ result: call.armed.all(await tenantOf(call)) }),
});

const path = '/tenants/{tenantId}/armed-sign-ins/{armedSignInId}';
const refusals = ['unknown_tenant', 'unknown_armed_sign_in'] as const;

export const getArmedSignIn = operation({
  id: 'getArmedSignIn',
  method: 'GET',
  path,
  tag: 'Sign-ins',
  summary: 'Read what became of an armed response, and the XML that was posted',
  answer: { status: 200, description: 'The armed response.' },
  result: ArmedSignIn,
  refusals,
  places: tenantPlace,
  async run(call) {
    const result = call.armed.find(await tenantOf(call), idOf(call));
    if (!result) throw unknown(call);
    return { result };
  },
});

export const cancelArmedSignIn = operation({
  id: 'cancelArmedSignIn',
  method: 'DELETE',
  path,
  tag: 'Sign-ins',
  summary: 'Cancel an armed response',
  answer: {
    status: 204,
    description: 'No sign-in takes it any more; one that took it stays as it is.',
  },
  refusals,
  places: tenantPlace,
  async run(call) {
    if (call.armed.cancel(await tenantOf(call), idOf(call)) === undefined) throw unknown(call);
    return { result: undefined };
  },
});

const idOf = ({ params }: Pick<Call, 'params'>) => params.armedSignInId ?? '';

function unknown(call: Pick<Call, 'params'>): ApiProblem {
  const detail = `No response was armed as "${idOf(call).slice(0, 80)}" in this tenant.`;
  return new ApiProblem('unknown_armed_sign_in', detail, [{ parameter: 'armedSignInId', detail }]);
}

/** In characters. A replacement that makes more of what the next one replaces would grow without end. */
const MAX_RESPONSE = 1024 * 1024;

/** @throws {ApiProblem} `response_not_made`: a test must not go on with a response that was not changed */
function replaced(xml: string, change: Static<typeof Replacement>): string {
  const found = xml.split(change.replace).length - 1;
  if (found === 0)
    throw new ApiProblem(
      'response_not_made',
      `The Response does not contain "${change.replace.slice(0, 100)}", which alter replaces.`,
    );
  if (xml.length + found * (change.with.length - change.replace.length) > MAX_RESPONSE)
    throw new ApiProblem(
      'response_not_made',
      `With "${change.replace.slice(0, 100)}" replaced, the Response would be larger than 1 MiB.`,
    );
  return xml.replaceAll(change.replace, () => change.with);
}
