import type { ScimExchange } from '../../../idp/index.ts';
import { scimWire } from '../../../idp/index.ts';
import { isJsonObject } from '../../../scim/json.ts';
import { scimMediaType } from '../../../scim/media-type.ts';
import { urn } from '../../../scim/urns.ts';
import { one, type ScimCase, several } from '../case.ts';
import type { TokenKind } from '../sender.ts';
import { matchAttributes, type ScimStage, said, shown } from '../stage.ts';

const quarantine = 'Test connection fails, and a job that runs goes into quarantine.';

const probe = (stage: ScimStage) =>
  scimWire.connectionProbe(matchAttributes[stage.setup.match], stage.guid());

/** 200 with an empty list. */
function mustBeEmpty(stage: ScimStage, exchange: ScimExchange): void {
  const { answer, json, fault } = exchange;
  stage.must(
    answer?.status === 200,
    `A query without hits is not answered with 200: ${said(exchange)}`,
  );
  stage.must(fault === undefined, fault?.sentence ?? '');
  stage.must(
    json?.totalResults === 0,
    `totalResults of a query without hits is ${shown(json?.totalResults)}, not 0.`,
  );
  stage.must(
    Array.isArray(json?.Resources) && json.Resources.length === 0,
    `Resources of a query without hits is ${shown(json?.Resources)}, not an empty list.`,
  );
}

const refused = (token: TokenKind, title: string) => ({
  title,
  play: async (stage: ScimStage) => {
    const exchange = await stage.send(probe(stage), { token });
    const { answer, json, fault } = exchange;
    stage.must(answer?.status === 401, `The status is not 401: ${said(exchange)}`);
    stage.must(
      fault === undefined && Array.isArray(json?.schemas) && json.schemas.includes(urn.error),
      'The body of the 401 is not a SCIM error.',
    );
    stage.must(json?.Resources === undefined, 'The answer contains resources.');
  },
});

const withFlag = (flag: string) => ({
  title: flag,
  play: async (stage: ScimStage) => {
    const request = probe(stage);
    mustBeEmpty(stage, await stage.send({ ...request, path: `${request.path}&${flag}` }));
  },
});

export const connect: readonly ScimCase[] = [
  one(
    'connect',
    'CONN-01',
    {
      title: 'The probe of Test connection, with + for spaces',
      sent: 'GET /Users?filter=userName+eq+%22GUID%22, without Accept and Content-Type',
      expected: 'Answer 200 with a ListResponse: totalResults 0 and Resources [].',
      clauses: ['RFC 7644 3.4.2', 'Entra'],
      level: 'must',
      severity: 'S1',
      entra: quarantine,
      fix: 'Answer a query without hits with 200 and an empty list; never with 404, and without Resources null.',
    },
    async (stage) => mustBeEmpty(stage, await stage.send(probe(stage))),
  ),
  one(
    'connect',
    'CONN-02',
    {
      title: 'The probe, with %20 for spaces',
      after: ['CONN-01'],
      sent: 'The same query with %20',
      expected: 'Answer as with +.',
      clauses: ['RFC 7644 3.4.2.2'],
      level: 'must',
      severity: 'S1',
      entra: quarantine,
      fix: 'Decode the query with a library that reads both + and %20 as a space.',
    },
    async (stage) => {
      const request = probe(stage);
      const path = request.path.replaceAll('+', '%20');
      mustBeEmpty(stage, await stage.send({ ...request, path }));
    },
  ),
  one(
    'connect',
    'CONN-03',
    {
      title: 'A request without User-Agent',
      sent: 'The probe without the header User-Agent, then with one',
      expected: 'Answer both alike.',
      clauses: ['Entra'],
      level: 'must',
      severity: 'S1',
      entra: `Entra sends no User-Agent. ${quarantine}`,
      fix: 'Let the firewall or proxy in front of the server pass requests that have a valid token and no User-Agent.',
    },
    async (stage) => {
      const without = await stage.send(probe(stage), { plain: true });
      const { headers, ...request } = probe(stage);
      const withOne = await stage.send({
        ...request,
        headers: { ...headers, 'User-Agent': 'Mozilla/5.0' },
      });
      stage.must(
        without.answer?.status === withOne.answer?.status &&
          without.fault?.kind === withOne.fault?.kind,
        `Without User-Agent: ${said(without)} With one, it answers ${withOne.answer?.status}.`,
        without,
      );
    },
  ),
  several(
    'connect',
    'CONN-04',
    {
      title: 'A wrong token, and none',
      sent: 'The probe with a token that was never issued, and without Authorization',
      expected: 'Answer 401 with a SCIM error and no data.',
      clauses: ['RFC 7644 2', 'RFC 7644 3.12'],
      level: 'must',
      severity: 'S1',
      entra:
        'With any other answer, an expired token looks like another fault; a server that answers 200 gives everybody its users.',
      fix: 'Check the token before anything else, and answer 401 with a SCIM error, not with a redirect or a page.',
    },
    [refused('wrong', 'a wrong token'), refused('none', 'no token')],
  ),
  several(
    'connect',
    'CONN-05',
    {
      title: 'An unknown query parameter',
      after: ['CONN-01'],
      sent: 'The probe with &aadOptscim062020, and with &aadOptscim062020=true',
      expected: 'Ignore it.',
      clauses: ['Entra'],
      level: 'must',
      severity: 'S1',
      entra: `If the flag of the Tenant URL reaches the server: ${quarantine}`,
      fix: 'Ignore query parameters that you do not know.',
    },
    [withFlag('aadOptscim062020'), withFlag('aadOptscim062020=true')],
  ),
  one(
    'connect',
    'CONN-06',
    {
      title: 'A Tenant URL with a final slash',
      after: ['CONN-01'],
      sent: 'The probe at BASE//Users, as when the slash of the Tenant URL is kept',
      expected: 'Answer as at BASE/Users.',
      clauses: ['Entra'],
      level: 'should',
      severity: 'S3',
      entra: 'Test connection may fail for an administrator who ends the Tenant URL with a slash.',
      fix: 'Merge slashes in paths, or say in your guide that the Tenant URL has no final slash.',
    },
    async (stage) => {
      const request = probe(stage);
      mustBeEmpty(stage, await stage.send({ ...request, path: `/${request.path}` }));
    },
  ),
  one(
    'connect',
    'CONN-07',
    {
      title: 'The media type of answers',
      sent: 'A query, a read, and a read of a user that does not exist',
      expected: 'Answer with application/scim+json; application/json is tolerated.',
      clauses: ['RFC 7644 3.1', 'RFC 7644 8.1'],
      level: 'should',
      severity: 'S2',
      entra:
        'An answer that does not say that it is JSON may not be read, and the write is repeated.',
      fix: 'Send Content-Type: application/scim+json with every body.',
    },
    async (stage) => {
      const { id } = await stage.user();
      const asked = [
        probe(stage),
        scimWire.getResource('User', id),
        scimWire.getResource('User', stage.guid()),
      ];
      for (const request of asked) {
        const exchange = await stage.send(request);
        const { answer } = exchange;
        const [type = ''] = (answer?.headers['content-type'] ?? '').split(';');
        stage.must(
          answer?.body === '' || [scimMediaType, 'application/json'].includes(type.trim()),
          `The answer ${answer?.status} has the media type "${type}".`,
          exchange,
        );
      }
    },
  ),
];

export const isError = (exchange: ScimExchange): boolean =>
  isJsonObject(exchange.json) &&
  Array.isArray(exchange.json.schemas) &&
  exchange.json.schemas.includes(urn.error);
