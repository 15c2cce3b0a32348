import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { newPostgresDatabase } from '../../store/testing/test-database.ts';
import { RunningLabs } from '../testing/running-labs.ts';

const labs = RunningLabs.forEachTest();

/** Made by samlab, or one of a few words; instants and hashes are short as well. */
const SHORT =
  /^(?:id|.*Id|.*Hash|.*At|.*Date(?:Time)?|expires|keepUntil|kind|role|factor|type|purpose|initiator|thumbprint|boundTo|key|delivery|usage)$/;

/** What users or messages give, and what bounds it: the long-values tests of both sites try each. */
const BOUNDED = new Set([
  'idp.verifiedDomain.name', // 48
  'idp.domainFederation.domain',
  'idp.domainFederation.issuerUri', // 1,024 bytes
  'idp.directoryUser.signInName', // 113
  'idp.directoryUser.displayName', // 256
  'idp.directoryUser.onPremisesImmutableId', // 64
  'idp.deletedUser.displayName',
  'idp.directoryGroup.displayName', // 256
  'idp.conditionalAccessPolicy.displayName', // 256
  'idp.servicePrincipal.displayName', // 120
  'idp.servicePrincipalName.name', // 255
  'idp.graphPermission.value', // one of a few
  'idp.synchronizationLink.objectType', // User or Group
  'sp.administrator.emailKey', // 254
  'sp.administratorSignInFailure.emailKey',
  'sp.employee.emailKey',
  'sp.employee.firstNameKey', // 200
  'sp.employee.lastNameKey',
  'sp.companyDomain.domain', // 253
  'sp.seenAssertion.issuer', // a hash when it is long: store/index-key.ts
  'sp.seenAssertion.assertionId',
  'sp.seenLogout.issuer',
  'sp.seenLogout.requestId',
  'sp.session.nameId', // that of an employee: an e-mail address
  'sp.employee.userNameKey', // 254: sp/scim/limits.ts
  'sp.employee.employeeNumber',
  'sp.employeeMailAddress.addressKey',
  'sp.employeeSignInName.nameKey',
  'sp.scimGroup.displayNameKey',
  'sp.refusedSignIn.at',
  'sp.refusedSignIn.nameKey', // a hash when it is long: store/index-key.ts
]);

test('every text in an index is short, because PostgreSQL refuses an index row of more than 2,704 bytes', async () => {
  const databaseUrl = await newPostgresDatabase(inject('postgres'));
  await labs.start({ databaseUrl });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ schema: string; table: string; column: string }>(`
    select distinct nspname as schema, relname as table, attname as column
    from pg_index join pg_class on pg_class.oid = indrelid join pg_namespace on pg_namespace.oid = relnamespace
    cross join unnest(indkey) as each(number) join pg_attribute on attrelid = indrelid and attnum = number
    where nspname like 'samlab\\_%' and atttypid = 'text'::regtype`);
  await client.end();
  const given = rows
    .filter(
      ({ column, table, schema }) =>
        !SHORT.test(column) || BOUNDED.has(nameOf(schema, table, column)),
    )
    .map(({ schema, table, column }) => nameOf(schema, table, column));
  expect(given.toSorted()).toEqual([...BOUNDED].toSorted());
});

const nameOf = (schema: string, table: string, column: string): string =>
  `${schema.replace('samlab_', '')}.${table}.${column}`;
