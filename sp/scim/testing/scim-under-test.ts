import { scimMediaType } from '../../../scim/media-type.ts';
import { urn } from '../../../scim/urns.ts';
import type { ProvisioningChange } from '../../administration/provisioning.ts';
import type { SpOptions } from '../../app.ts';
import { type SpUnderTest, spUnderTest } from '../../testing/sp-under-test.ts';

/** A JSON object whose members a test looks at. */
export type Resource = Record<string, unknown> & { readonly id: string };

export interface ScimAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** Empty for an answer without a body. */
  readonly body: Resource;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export interface ScimUnderTest extends SpUnderTest {
  readonly token: string;
  send(
    method: Method,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<ScimAnswer>;
  /** A user with this user name and e-mail address. */
  create(userName: string, more?: object): Promise<Resource>;
  get(id: string): Promise<Resource>;
  patch(id: string, ...operations: object[]): Promise<ScimAnswer>;
  /** The `Resources` of a filter. */
  find(filter: string): Promise<Resource[]>;
  change(change: ProvisioningChange): Promise<void>;
}

/** The service provider of `spUnderTest`, with employee provisioning enabled. */
export async function scimUnderTest(
  change: ProvisioningChange = {},
  options: Partial<SpOptions> = {},
): Promise<ScimUnderTest> {
  const under = await spUnderTest({}, options);
  const { administration } = under.sp;
  const { token } = await administration.enableProvisioning('contoso');
  await administration.changeProvisioning('contoso', change);
  return { ...under, token, ...clientOf(under, token) };
}

/** What a client of the SCIM server does with a token. */
export function clientOf({ sp }: Pick<SpUnderTest, 'sp'>, token: string) {
  const send: ScimUnderTest['send'] = async (method, path, body, headers = {}) => {
    const answer = await sp.app.inject({
      method,
      url: `/scim/v2${path}`,
      headers: {
        host: 'sp.test',
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': `${scimMediaType}; charset=utf-8` }),
        ...headers,
      },
      ...(body !== undefined && {
        payload: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    });
    const isJson = /json/.test(String(answer.headers['content-type']));
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      body: (isJson && answer.body !== '' ? JSON.parse(answer.body) : {}) as Resource,
    };
  };
  return {
    send,
    create: async (userName: string, more: object = {}) => {
      const answer = await send('POST', '/Users', newUser(userName, more));
      if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
      return answer.body;
    },
    get: async (id: string) => (await send('GET', `/Users/${id}`)).body,
    patch: (id: string, ...Operations: object[]) =>
      send('PATCH', `/Users/${id}`, { schemas: [urn.patchOp], Operations }),
    find: async (filter: string) => {
      const { status, text, body } = await send(
        'GET',
        `/Users?filter=${encodeURIComponent(filter)}`,
      );
      if (status !== 200) throw new Error(`${status} ${text}`);
      return body.Resources as Resource[];
    },
    change: (change: ProvisioningChange) => sp.administration.changeProvisioning('contoso', change),
  };
}

/** As Entra sends a new user (CRE-11). */
export const newUser = (userName: string, more: object = {}) => ({
  schemas: [urn.user, urn.enterpriseUser],
  externalId: `x-${userName}`,
  userName,
  active: true,
  emails: [{ primary: true, type: 'work', value: userName }],
  meta: { resourceType: 'User' },
  ...more,
});
