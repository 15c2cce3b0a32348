import { join } from 'node:path';
import { postgresPrograms } from '../../store/testing/postgres-programs.ts';
import { startPostgres } from '../../store/testing/postgres-server.ts';
import { HttpClient } from '../../web/testing/http-client.ts';
import { median } from '../median.ts';
import { atMost, comparison, type Row } from '../row.ts';
import { bSimonOf, type StartedLab, startLabProgram } from '../started-lab.ts';

const RUNS = 21;
const MILLISECONDS = 40;
/** A sign-in on PostgreSQL has so much of the speed of one on SQLite, which answers in the process itself. */
const ON_POSTGRES = 0.25;

/** A whole SP-initiated sign-in with user name and password, from the login page of the service provider to the employee's page. */
export async function passwordSignIn(): Promise<Row> {
  const lab = await startLabProgram();
  return atMost('SP-initiated sign-in with password', 'ms', await medianTime(lab), MILLISECONDS);
}

/** The same in a lab whose data is on a PostgreSQL server of this machine. @returns nothing without the server */
export async function postgresSignIn(folder: string): Promise<Row[]> {
  const programs = postgresPrograms();
  if (!programs) {
    console.error(
      'postgres-sign-in is left out: PostgreSQL is not installed. Install the package postgresql.',
    );
    return [];
  }
  const server = await startPostgres(programs);
  try {
    const samlab = await medianTime(
      await startLabProgram(join(folder, 'replica'), { DATABASE_URL: server.url }),
    );
    const sqlite = await medianTime(
      await startLabProgram(join(folder, 'files'), { DATABASE_URL: '' }),
    );
    return [
      {
        title: 'SP-initiated sign-in with password, on PostgreSQL',
        unit: 'ms',
        figures: { samlab, 'on SQLite': sqlite },
        comparisons: [comparison('on SQLite', sqlite / samlab, ON_POSTGRES)],
      },
    ];
  } finally {
    await server.stop();
  }
}

/** In ms. Stops the lab. */
async function medianTime(lab: Awaited<ReturnType<typeof startLabProgram>>): Promise<number> {
  try {
    await signInByPassword(lab.line);
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      await signInByPassword(lab.line);
      times.push(performance.now() - start);
    }
    return median(times);
  } finally {
    await lab.stop();
  }
}

/** @throws {Error} when it did not end at the service provider */
export async function signInByPassword(line: StartedLab): Promise<void> {
  const { userPrincipalName, password } = bSimonOf(line);
  const browser = new HttpClient();
  await browser.open(`${line.sp}/login`);
  await browser.submit({ email: userPrincipalName });
  await browser.submit({ loginfmt: userPrincipalName });
  await browser.submit({ passwd: password });
  await browser.submit({ LoginOptions: '1' });
  await browser.submit();
  if (browser.status !== 200 || !browser.url.startsWith(line.sp))
    throw new Error(`The sign-in ended at ${browser.url} with ${browser.status}.`);
}
