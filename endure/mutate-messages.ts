import fc from 'fast-check';
import { startLab } from 'samlab';
import { HttpClient } from '../web/testing/http-client.ts';
import { type Mutation, mutate, mutation } from './mutation.ts';
import { launch, signIn, user, whoIs } from './sign-in.ts';

/** An employee for whom the identity provider never signs anything here. */
const victim = 'admin@contoso.com';

/** Altered copies of a Response that was not used yet; a session may open for the user who was signed, and for nobody else. */
export async function mutateMessages({ messages, seed }: { messages: number; seed: number }) {
  const lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
  try {
    await lab.administration.addEmployee({
      companyId: 'contoso',
      email: victim,
      firstName: 'V',
      lastName: 'V',
    });
    const browser = await signIn(lab, user, launch(lab));
    const fresh = async () => {
      const form = (await browser.open(launch(lab))).formWith('SAMLResponse');
      const fields = Object.fromEntries(form.fields);
      return { acs: form.action, xml: Buffer.from(fields.SAMLResponse ?? '', 'base64').toString() };
    };
    const failures: string[] = [];
    let accepted = 0;
    let { acs, xml } = await fresh();
    const send = async (altered: string) => {
      const other = new HttpClient();
      const { status } = await other.post(acs, {
        SAMLResponse: Buffer.from(altered).toString('base64'),
      });
      return { status, who: await whoIs(lab, other) };
    };
    const control = await send(xml);
    if (control.who !== user) failures.push(`the valid message signed in ${control.who}`);
    ({ acs, xml } = await fresh());
    const mutations = fc.sample(fc.array(mutation, { minLength: 1, maxLength: 3 }), {
      numRuns: messages,
      seed,
    });
    for (const changes of mutations) {
      const altered = changes.reduce((text: string, change: Mutation) => mutate(text, change), xml);
      const { status, who } = await send(altered);
      if (status >= 500) failures.push(`${status} for ${JSON.stringify(changes)}`);
      if (who === undefined) continue;
      if (who !== user) failures.push(`signed in ${who} for ${JSON.stringify(changes)}`);
      accepted += 1; // a harmless change; the Assertion is used up
      ({ acs, xml } = await fresh());
    }
    const tried = `${messages} messages, ${accepted} harmless ones accepted, seed ${seed}`;
    return { tried, failures };
  } finally {
    await lab.close();
  }
}
