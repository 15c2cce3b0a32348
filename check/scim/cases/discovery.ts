import { scimWire } from '../../../idp/index.ts';
import { isJsonObject, type JsonObject } from '../../../scim/json.ts';
import { urn } from '../../../scim/urns.ts';
import { one, type ScimCase } from '../case.ts';
import { missingTargets } from '../schema-targets.ts';
import { list, said, shown } from '../stage.ts';

const read = (path: string): scimWire.ScimRequest => ({ method: 'GET', path, headers: {} });

export const discovery: readonly ScimCase[] = [
  one(
    'discovery',
    'DISC-08',
    {
      title: 'ServiceProviderConfig',
      sent: 'GET /ServiceProviderConfig',
      expected: 'Answer 200; patch.supported and filter.supported are true.',
      clauses: ['RFC 7644 4', 'RFC 7643 5'],
      level: 'should',
      severity: 'S2',
      entra:
        'The validation of an application for the gallery reads it; provisioning itself does not.',
      fix: 'Serve /ServiceProviderConfig, and let it say what the server does.',
    },
    async (stage) => {
      const exchange = await stage.send(read('/ServiceProviderConfig'));
      stage.must(exchange.answer?.status === 200, `It is not served: ${said(exchange)}`);
      for (const feature of ['patch', 'filter'] as const) {
        const said = exchange.json?.[feature];
        stage.must(
          isJsonObject(said) && said.supported === true,
          `${feature}.supported is not true.`,
        );
      }
    },
  ),
  one(
    'discovery',
    'DISC-09',
    {
      title: 'ResourceTypes',
      sent: 'GET /ResourceTypes',
      expected: 'Answer 200 with a ListResponse that contains User.',
      clauses: ['RFC 7644 4'],
      level: 'should',
      severity: 'S3',
      entra: 'Provisioning does not read it; other clients do.',
      fix: 'Answer with a ListResponse, not with a bare array.',
    },
    async (stage) => {
      const exchange = await stage.send(read('/ResourceTypes'));
      stage.must(exchange.answer?.status === 200, `It is not served: ${said(exchange)}`);
      stage.must(
        list(exchange.json?.schemas).includes(urn.listResponse),
        'The answer is not a ListResponse.',
      );
      const names = list(exchange.json?.Resources).map((each) =>
        isJsonObject(each) ? (each.name ?? each.id) : undefined,
      );
      stage.must(names.includes('User'), `Resources name ${shown(names.map(String))}, not User.`);
    },
  ),
  one(
    'discovery',
    'DISC-10',
    {
      title: 'Schemas describe what the mapping writes',
      sent: 'GET /Schemas',
      expected:
        'Answer 200 with a ListResponse that describes every target attribute of the mapping.',
      clauses: ['RFC 7644 4', 'Entra'],
      level: 'should',
      severity: 'S2',
      entra:
        'Attributes that are missing here cannot be chosen in the mapping, and Microsoft does not accept the application for its gallery.',
      fix: 'Describe every attribute that you accept in /Schemas, with those of extensions.',
    },
    async (stage) => {
      const exchange = await stage.send(scimWire.readSchemas());
      stage.must(exchange.answer?.status === 200, `It is not served: ${said(exchange)}`);
      stage.must(
        list(exchange.json?.schemas).includes(urn.listResponse),
        'The answer is not a ListResponse.',
      );
      const schemas = list(exchange.json?.Resources).filter((each): each is JsonObject =>
        isJsonObject(each),
      );
      const missing = missingTargets(schemas, stage.setup.targets);
      stage.must(missing.length === 0, `Not described: ${missing.join(', ')}.`);
    },
  ),
];
