import { HttpClient } from '../../web/testing/http-client.ts';
import { median } from '../median.ts';
import { atMost, type Row } from '../row.ts';
import { signIn } from '../sign-in.ts';
import { bSimonOf, type StartedLab, startLabProgram } from '../started-lab.ts';

const RUNS = 41;
const MILLISECONDS = 10;
const CASE = 'cond-expired';

/** From the form on the lab home that arms a case to the self-posting page with the altered response, in a running lab and a live session. */
export async function armedResponse(): Promise<Row> {
  const lab = await startLabProgram();
  try {
    const once = await prepare(lab.line);
    await once(); // loads the catalogue
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      await once();
      times.push(performance.now() - start);
    }
    return atMost('an armed response in a running lab', 'ms', median(times), MILLISECONDS);
  } finally {
    await lab.stop();
  }
}

async function prepare({ lab, idp, appId, tenantId, users }: StartedLab) {
  const { userPrincipalName, password: passwd } = bSimonOf({ users });
  const launch = `${idp}/api/signin/${appId}?tenantId=${tenantId}`;
  const cookie = await signIn(launch, { userPrincipalName, passwd });
  const home = new HttpClient();
  await home.open(`${lab}/cases/${CASE}`);
  const { action, fields } = home.formWith('run');
  return async () => {
    const armed = await home.send(action, {
      method: 'POST',
      body: new URLSearchParams(Object.fromEntries(fields)),
    });
    await armed.body?.cancel();
    const page = await (await fetch(launch, { headers: { cookie } })).text();
    const [, encoded = ''] = /name="SAMLResponse" value="([^"]+)"/.exec(page) ?? [];
    const xml = Buffer.from(encoded, 'base64').toString();
    const [, end = ''] = /<Conditions[^>]* NotOnOrAfter="([^"]+)"/.exec(xml) ?? [];
    if (!(Date.parse(end) < Date.now()))
      throw new Error(`The response of ${launch} was not altered: ${armed.status}, ${end}.`);
  };
}
