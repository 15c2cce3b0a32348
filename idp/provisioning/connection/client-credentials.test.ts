import { expect, onTestFinished, test } from 'vitest';
import type { ConnectivityParameters } from '../../directory/provisioning/secrets.ts';
import { RawServer } from '../testing/raw-server.ts';
import { ScimServer } from '../testing/scim-server.ts';
import { openConnection } from './open-connection.ts';
import { probeConnection } from './test-connection.ts';

const [clientId, clientSecret] = ['a client', 'a+secret:with/signs'];

/** Where a request for a token has the credentials of the client, if they are right. */
function placesOf({ headers, body }: RawServer['cameIn'][number]): string[] {
  const form = new URLSearchParams(body);
  const isInBody = form.get('client_id') === clientId && form.get('client_secret') === clientSecret;
  const [, encoded = ''] = /^Basic (.+)$/.exec(headers.authorization ?? '') ?? [];
  const [id, secret] = Buffer.from(encoded, 'base64')
    .toString()
    .split(':')
    .map((part) => new URLSearchParams(`v=${part}`).get('v'));
  const isInHeader = id === clientId && secret === clientSecret;
  return [...(isInHeader ? ['Header'] : []), ...(isInBody ? ['Body'] : [])];
}

/** Tests the connection through a token endpoint that takes credentials in one place only. */
async function testThrough(place: 'Header' | 'Body', parameters: Partial<ConnectivityParameters>) {
  const server = await ScimServer.listen();
  onTestFinished(() => server.close());
  await using endpoint = await RawServer.start((_, response) => {
    const [request] = endpoint.cameIn;
    const isRight = request && placesOf(request).join() === place;
    response
      .writeHead(isRight ? 200 : 401)
      .end(JSON.stringify(isRight ? { access_token: server.token } : { error: 'invalid_client' }));
  });
  const { client, dialect } = openConnection(
    {
      authenticationType: 'OAuth2ClientCredentialsGrant',
      baseAddress: server.url,
      secretToken: null,
      oauth2ClientId: clientId,
      oauth2ClientSecret: clientSecret,
      oauth2TokenExchangeUri: endpoint.url,
      credentialLocationInRequest: 'Header',
      oauth2Scope: null,
      ...parameters,
    },
    { clock: () => new Date(0), templateId: 'scim', honorRetryAfter: false },
  );
  const { ok, message } = await probeConnection({ client }, 'userName', 'nobody');
  client.close();
  expect(dialect).toBe('default');
  return { ok, message, form: new URLSearchParams(endpoint.cameIn[0]?.body) };
}

test.for(['Header', 'Body'] as const)(
  'a token endpoint that takes credentials in the %s only',
  async (place) => {
    const right = await testThrough(place, { credentialLocationInRequest: place });
    expect(right).toMatchObject({ ok: true });
    expect([...right.form.keys()]).toEqual(
      place === 'Header' ? ['grant_type'] : ['grant_type', 'client_id', 'client_secret'],
    );
    const other = place === 'Header' ? 'Body' : 'Header';
    const wrong = await testThrough(place, { credentialLocationInRequest: other });
    expect(wrong).toMatchObject({ ok: false, message: expect.stringContaining('invalid_client') });
  },
);

test('a scope is sent when one is set', async () => {
  const { form } = await testThrough('Header', { oauth2Scope: 'scim.read scim.write' });
  expect(form.get('scope')).toBe('scim.read scim.write');
});
