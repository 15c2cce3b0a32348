import { HttpClient } from '../../web/testing/http-client.ts';
import { median } from '../median.ts';
import { atMost, type Row } from '../row.ts';
import { bSimonOf, type StartedLab, startLabProgram } from '../started-lab.ts';

const RUNS = 21;
const MILLISECONDS = 40;

/** A whole SP-initiated sign-in with user name and password, from the login page of the service provider to the employee's page. */
export async function passwordSignIn(): Promise<Row> {
  const lab = await startLabProgram();
  try {
    await signInByPassword(lab.line);
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      await signInByPassword(lab.line);
      times.push(performance.now() - start);
    }
    return atMost('SP-initiated sign-in with password', 'ms', median(times), MILLISECONDS);
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
