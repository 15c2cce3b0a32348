import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { graphToken } from '../../graph/testing/graph-token.ts';
import { contosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import type { AttributeDefinition } from '../schema/schema.ts';
import { RawServer } from '../testing/raw-server.ts';

const lab = contosoForEachTest();
let token: string;
beforeEach(async () => {
  token = await graphToken(lab, ['Synchronization.ReadWrite.All']);
});

async function ask(method: 'POST' | 'PUT' | 'GET', path: string, body?: object) {
  const answer = await lab.idp.app.inject({
    method,
    url: `/v1.0/servicePrincipals/${lab.servicePrincipalId}/synchronization/${path}`,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { payload: JSON.stringify(body) }),
  });
  return { status: answer.statusCode, body: answer.body === '' ? {} : (answer.json() as object) };
}

/** Discovers the attributes of a server that answers so. */
async function discover(status: number, body: string, directory = 'scim-target') {
  const server = await RawServer.start((_, response) => response.writeHead(status).end(body));
  onTestFinished(() => server[Symbol.asyncDispose]());
  await ask('PUT', 'secrets', {
    value: [
      { key: 'BaseAddress', value: server.url },
      { key: 'SecretToken', value: 'not-a-real-token' },
    ],
  });
  const job = (await ask('POST', 'jobs', { templateId: 'scim' })).body as { id: string };
  const path = `jobs/${job.id}/schema/directories/${directory}/discover`;
  return { ...(await ask('POST', path)), server };
}

const extension = 'urn:ietf:params:scim:schemas:extension:acme:2.0:User';
const schemas = {
  Resources: [
    {
      id: 'urn:ietf:params:scim:schemas:core:2.0:User',
      attributes: [
        { name: 'userName', type: 'string', required: true },
        { name: 'password', type: 'string' },
        { name: 'portrait', type: 'reference', referenceTypes: ['external'] },
        {
          name: 'name',
          type: 'complex',
          subAttributes: [{ name: 'suffix', type: 'string' }],
        },
        {
          name: 'ims',
          type: 'complex',
          multiValued: true,
          subAttributes: [
            { name: 'value', type: 'string' },
            { name: 'type', type: 'string', canonicalValues: ['chat', 'phone'] },
          ],
        },
      ],
    },
    {
      id: extension,
      attributes: [
        { name: 'costCenter', type: 'string', caseExact: true },
        { name: 'level', type: 'integer', mutability: 'readOnly' },
        {
          name: 'mentor',
          type: 'complex',
          subAttributes: [
            { name: 'value', type: 'string' },
            { name: '$ref', type: 'reference' },
          ],
        },
      ],
    },
    { id: 'urn:ietf:params:scim:schemas:core:2.0:Group', attributes: [{ name: 'owner' }] },
    'no schema',
  ],
};

test('an application says which attributes it has, beside those that are known', async () => {
  const { status, body, server } = await discover(200, JSON.stringify(schemas));
  expect(status).toBe(200);
  expect(server.cameIn.map(({ url }) => url)).toEqual(['/Schemas']);
  expect(body).toMatchObject({
    id: 'scim-target',
    discoverabilities: expect.stringContaining('AttributeNames'),
    discoveryDateTime: expect.any(String),
    version: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  const { objects } = body as { objects: { attributes: AttributeDefinition[] }[] };
  const [user = { attributes: [] }, group = { attributes: [] }] = objects;
  const named = (name: string) => user.attributes.filter((one) => one.name === name);
  expect(named('userName')).toHaveLength(1);
  expect(named('name.suffix')).toMatchObject([{ type: 'String' }]);
  expect(named('ims[type eq "chat"].value')).toHaveLength(1);
  expect(named('ims[type eq "phone"].value')).toHaveLength(1);
  expect(named(`${extension}:costCenter`)).toMatchObject([{ caseExact: true }]);
  expect(named(`${extension}:level`)).toMatchObject([{ type: 'Integer', mutability: 'ReadOnly' }]);
  expect(named(`${extension}:mentor`)).toMatchObject([{ type: 'Reference' }]);
  expect(named('portrait')).toMatchObject([{ type: 'String' }]);
  expect(named('password')).toEqual([]);
  expect(group.attributes.some(({ name }) => name === 'owner')).toBe(true);
});

test.each([
  ['has no schemas', 404, '{}', 'scim-target', 400, 'DirectoryDiscoveryFailed'],
  ['answers with a page', 200, '<html>', 'scim-target', 400, 'DirectoryDiscoveryFailed'],
  ['answers with no list', 200, '{}', 'scim-target', 400, 'DirectoryDiscoveryFailed'],
  ['is the tenant', 200, '{}', 'scim-source', 400, 'BadRequest'],
  ['does not exist', 200, '{}', 'nothing', 404, 'Request_ResourceNotFound'],
])('a directory that %s is refused', async (_, status, text, directory, expected, code) => {
  const refused = await discover(status, text, directory);
  expect([refused.status, refused.body]).toMatchObject([expected, { error: { code } }]);
});
