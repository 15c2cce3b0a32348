import { configDefaults, defineConfig } from 'vitest/config';
import { postgresPrograms } from './store/testing/postgres-programs.ts';

/** Tests that mock a module need it unloaded; all others share the loaded modules of a worker, which halves the time of the suite. */
const isolated = '**/*.isolated.test.{ts,tsx}';
const exclude = [...configDefaults.exclude, 'dist/**', '.samlab/**', '**/*.spec.ts'];

/** What makes its own PostgreSQL databases; runs only in the project `postgres`. */
const needsPostgres = '**/*.postgres.test.ts';
/** Tests of writes that are made on PostgreSQL too: `testDatabase` in `store/testing/` gives them an empty database. */
const onPostgres = [
  'idp/directory/{authentication-methods,domains,groups,invitations,policies,provisioning,sign-in,tenants}/*.test.ts',
  'idp/directory/applications/{app-roles,applications,claims-rules,group-claims-settings,owners-and-assignments}.test.ts',
  'idp/directory/applications/{request-signature-verification,token-encryption}.test.ts',
  'idp/directory/users/{create-user,import-users,manager,profile,update-user}.test.ts',
  'idp/directory/refuse-taken.test.ts',
  'idp/long-values.test.ts',
  'idp/mails/{mailer,smtp}.test.ts',
  'idp/provisioning/cycle/{cycle,groups}.test.ts',
  'idp/sign-out/*.test.ts',
  'idp/single-sign-on/{signed-requests,token-encryption}.test.ts',
  'sp/acs/{open-session-once,provisioned-employees}.test.ts',
  'sp/administration/administration.test.ts',
  'sp/housekeeping.test.ts',
  'sp/long-values.test.ts',
  'sp/own-keys/own-keys.test.ts',
  'sp/scim/{groups,users}/*.test.ts',
  'sp/scim/http/limits-and-tokens.test.ts',
  'sp/session/last-sign-in.test.ts',
  'store/prepared.test.ts',
];

/** Without the server these tests are skipped, except in a pipeline; `scripts/provide-tools.ts` says so. */
const hasPostgres = postgresPrograms() !== undefined || process.env.CI !== undefined;

export default defineConfig({
  logLevel: 'error',
  test: {
    // Vitest leaves a core free by default; on two cores that is half of them.
    maxWorkers: '100%',
    // Tests generate keys, compile schemas and start programs, also on slow machines: these limits only stop a hang.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A test that waits for a socket or a browser leaves the core to another one.
    maxConcurrency: 4,
    // Sites load libxml2 when they start; tests call what is below them.
    setupFiles: ['saml/testing/load-libxml2.ts', 'vitest.setup.ts'],
    // It imports JSON in a way that only bundlers accept, and names source maps that it does not have, of which Vite warns.
    server: { deps: { inline: ['@actions/workflow-parser'] } },
    projects: [
      { extends: true, test: { name: 'isolated', include: [isolated], exclude } },
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...exclude, isolated, needsPostgres],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: hasPostgres ? [needsPostgres, ...onPostgres] : [],
          exclude,
          isolate: false,
          globalSetup: 'store/testing/postgres-for-tests.ts',
        },
      },
    ],
  },
});
