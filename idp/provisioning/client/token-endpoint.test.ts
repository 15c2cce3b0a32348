import { expect, test } from 'vitest';
import { RawServer } from '../testing/raw-server.ts';
import { clientCredentialsToken, requestToken, TokenFault } from './token-endpoint.ts';

const client = { clientId: 'samlab', proof: { secret: 'not-a-real-secret' } };

test('gets a token by client credentials and keeps it until shortly before its end', async () => {
  let now = 0;
  await using server = await RawServer.start((_, response) => {
    response.end(JSON.stringify({ access_token: `t${server.cameIn.length}`, expires_in: 3600 }));
  });
  const token = clientCredentialsToken({ ...client, tokenEndpoint: server.url, now: () => now });
  expect(await token()).toBe('t1');
  now = 3_539_000;
  expect(await token()).toBe('t1');
  now = 3_541_000;
  expect(await token()).toBe('t2');
  expect(server.cameIn[0]?.body).toBe(
    'grant_type=client_credentials&client_id=samlab&client_secret=not-a-real-secret',
  );
});

test('sends the secret as HTTP Basic, encoded as in a form', async () => {
  await using server = await RawServer.start((_, response) => {
    response.end(JSON.stringify({ access_token: 't' }));
  });
  const token = clientCredentialsToken({
    clientId: 'a b',
    proof: { secret: 'c:d', location: 'Header' },
    tokenEndpoint: server.url,
    now: () => 0,
  });
  expect(await token()).toBe('t');
  const [, encoded = ''] = server.cameIn[0]?.headers.authorization?.split(' ') ?? [];
  expect(Buffer.from(encoded, 'base64').toString()).toBe('a+b:c%3Ad');
  expect(server.cameIn[0]?.body).toBe('grant_type=client_credentials');
});

test('a signed token of another issuer is sent in place of the secret, and never shown', async () => {
  await using server = await RawServer.start((_, response) => {
    const error_description = `got ${server.cameIn.at(-1)?.body}`;
    response.writeHead(400).end(JSON.stringify({ error: 'invalid_client', error_description }));
  });
  const request = { clientId: 'samlab', tokenEndpoint: server.url, scope: 'scim' };
  const fault = await requestToken({ ...request, proof: { assertion: 'aaa.bbb.ccc' } }).then(
    () => new Error(),
    (error: Error) => error,
  );
  expect(fault.message).toContain('client_assertion=***');
  expect([...new URLSearchParams(server.cameIn[0]?.body)]).toEqual([
    ['grant_type', 'client_credentials'],
    ['client_id', 'samlab'],
    ['client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
    ['client_assertion', 'aaa.bbb.ccc'],
    ['scope', 'scim'],
  ]);
});

test.each([
  [401, '{"error":"invalid_client"}', 'answered 401 (invalid_client)'],
  [200, '{}', 'without access_token'],
  [500, 'oops', 'answered 500.'],
])('status %i with %s is refused', async (status, body, reason) => {
  await using server = await RawServer.start((_, response) => response.writeHead(status).end(body));
  const token = clientCredentialsToken({ ...client, tokenEndpoint: server.url, now: () => 0 });
  await expect(token()).rejects.toThrow(TokenFault);
  await expect(token()).rejects.toThrow(reason);
});

test('nor is the header that has it', async () => {
  await using server = await RawServer.start(({ headers }, response) => {
    const error_description = `bad ${headers.authorization}`;
    response.writeHead(401).end(JSON.stringify({ error: 'invalid_client', error_description }));
  });
  const proof = { secret: 'not-a-real-secret', location: 'Header' } as const;
  const request = { clientId: 'samlab', proof, tokenEndpoint: server.url };
  await expect(requestToken(request)).rejects.toThrow('(invalid_client: bad Basic ***)');
});

test('the secret is not in the error, even if the endpoint repeats it', async () => {
  await using server = await RawServer.start((_, response) => {
    const error_description = `got ${server.cameIn.at(-1)?.body}`;
    response.writeHead(400).end(JSON.stringify({ error: 'invalid_client', error_description }));
  });
  const token = clientCredentialsToken({
    ...{ clientId: 'samlab', tokenEndpoint: server.url, now: () => 0 },
    proof: { secret: 'not~a/real+secret=' },
  });
  const { message } = await token().then(
    () => new Error(),
    (error: Error) => error,
  );
  expect(message).toContain('client_secret=***');
  expect(message).not.toContain('real');
});
