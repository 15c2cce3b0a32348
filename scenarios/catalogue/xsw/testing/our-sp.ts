/** samlab's own service provider in memory, and user agents without a screen, to play runs against. */
import { buildSp, type Sp } from '../../../../sp/index.ts';
import type { Message } from '../../case.ts';
import { hostileIdentity, type ResponseSpec } from '../../response-spec.ts';
import { signedAssertion } from '../../sign-xml.ts';
import type { Answer, RawRequest, Stage, UserAgent } from '../../stage.ts';
import { idpEntityId, now, sp as target, testCast, testSpec } from '../../testing/cast.ts';

export interface OurSp {
  readonly sp: Sp;
  readonly newUserAgent: () => UserAgent;
  readonly stage: Stage;
}

/**
 * Employees are the honest identity and, so that nothing but the named check can stop it, the hostile one. Responses that
 * answer no request are allowed. Every honest answer has IDs of its own.
 */
export async function ourSp(): Promise<OurSp> {
  const { cast, idp } = await testCast();
  const publicUrl = new URL(target.acs).origin;
  const sp = await buildSp({ file: ':memory:', publicUrl: () => publicUrl, clock: () => now });
  const { administration } = sp;
  await administration.createCompany({ id: 'contoso', name: 'Contoso' });
  await administration.enableSingleSignOn('contoso', {
    ...{ ssoLoginUrl: 'http://idp.test/saml2', idpEntityId },
    certificates: [idp.certificate.der],
  });
  for (const email of ['B.Simon@contoso.com', hostileIdentity])
    await administration.addEmployee({
      ...{ companyId: 'contoso', firstName: 'B', lastName: 'Simon', email },
    });
  let count = 0;
  const begin = async () => {
    count += 1;
    return { ...testSpec(cast, { seed: `answer ${count}` }), inResponseTo: undefined };
  };
  const newUserAgent = () => userAgent(sp, async () => unsolicited(await begin()));
  const stage: Stage = {
    newUserAgent: async () => newUserAgent(),
    target: { ...target, singleLogout: [] },
    identityProvider: { entityId: idpEntityId, singleSignOn: 'http://idp.test/saml2' },
    honest: async (answering) => ({ xml: signedAssertion(answering) }),
    listener: async () => ({ url: 'http://127.0.0.1:9/unwanted', hits: () => 0 }),
  };
  return { sp, newUserAgent, stage };
}

/** @returns the honest answer without InResponseTo anywhere. */
function unsolicited(spec: ResponseSpec): ResponseSpec {
  const { response, assertion } = spec;
  const confirmations = assertion.confirmations.replace(/ InResponseTo="[^"]*"/, '');
  return {
    ...spec,
    response: { ...response, inResponseTo: undefined },
    assertion: { ...assertion, confirmations },
  };
}

function userAgent(
  sp: Sp,
  begin: () => Promise<ResponseSpec>,
  jar: Record<string, string> = {},
): UserAgent {
  const request = async ({ method, url, contentType, body }: RawRequest): Promise<Answer> => {
    const cookie = Object.entries(jar).map(([name, value]) => `${name}=${value}`);
    const answer = await sp.app.inject({
      ...{ method, url: url.replace(/^https?:\/\/[^/]+/, '') },
      headers: {
        accept: 'application/problem+json, application/json',
        ...(cookie.length > 0 && { cookie: cookie.join('; ') }),
        ...(contentType !== undefined && { 'content-type': contentType }),
      },
      ...(body !== undefined && { payload: Buffer.from(body) }),
    });
    for (const { name, value } of answer.cookies) jar[name] = value;
    const type = String(answer.headers['content-type'] ?? '');
    return {
      ...{ status: answer.statusCode, url, title: '', body: answer.body, contentType: type },
      locations: [answer.headers.location ?? []].flat().map(String),
      check: type.includes('problem+json') ? answer.json().check : undefined,
    };
  };
  return {
    begin,
    request,
    post: (_, message) =>
      request({
        ...{ method: 'POST', url: target.acs, contentType: 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ SAMLResponse: encoded(message) }).toString(),
      }),
    whoami: async () => {
      const { status, body } = await request({ method: 'GET', url: '/api/whoami' });
      return { signedIn: status === 200, text: body };
    },
    cookies: async () => ({ ...jar }),
    fork: async () => userAgent(sp, begin, { ...jar }),
  };
}

function encoded({ xml, encode }: Message): string {
  const bytes = typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml;
  return encode ? encode(bytes) : Buffer.from(bytes).toString('base64');
}
