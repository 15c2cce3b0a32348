import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
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

/**
 * Files that take longest, those that wait for a clock among those that compute. They start first: the last one of a run would keep a core from
 * being used. Without the durations of an earlier run, Vitest starts with the largest files.
 */
const longest = [
  'scenarios/witnesses/rollover.test.ts',
  'check/own-sp/every-case.test.ts',
  'check/agent/like-chromium.test.ts',
  'cli/drill/command.test.ts',
  'matrix/flaws/strict.test.ts',
  'check/chromium.test.ts',
  'check/rollover/drill.test.ts',
  'check/cross-site.test.ts',
  'examples/examples.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((file) => moduleId.endsWith(`/${file}`));
      return at === -1 ? longest.length : at;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted(
      (one, other) => one.project.name.localeCompare(other.project.name) || rank(one) - rank(other),
    );
  }
}

export default defineConfig({
  logLevel: 'error',
  test: {
    // Some files wait for a clock, a program or a database most of their time: a third file for every two cores takes what they leave.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { sequencer: LongestFirst },
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
