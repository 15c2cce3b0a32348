import { afterEach, describe, expect, test, vi } from 'vitest';
import { HttpClient } from '../../web/testing/http-client.ts';
import { endpoints } from '../endpoints.ts';
import { type Lab, startLab } from '../library.ts';
import type { Progress } from './steps.ts';

const running: Lab[] = [];
afterEach(async () => {
  for (const lab of running.splice(0)) await lab.close();
});
async function start(empty: boolean): Promise<Lab> {
  const lab = await startLab({ memory: true, empty, ports: { lab: 0, idp: 0, sp: 0 } });
  running.push(lab);
  return lab;
}

const setUp = [
  'add-application',
  'choose-saml',
  'basic-saml',
  'sign-on-url',
  'create-user',
  'assign-user',
  'hand-over',
  'enable-peakon',
  'real-values',
  'create-employee',
];
const tests = ['test-sp-initiated', 'test-idp-initiated'];

async function done({ start: { lab } }: Lab): Promise<string[]> {
  const { steps } = (await (await fetch(`${lab}/api/tutorial`)).json()) as Progress;
  expect(steps.map(({ id }) => id)).toEqual([...setUp, ...tests]);
  return steps.filter((step) => step.done).map(({ id }) => id);
}

/** Presses a button of the guide; returns the answer without following redirects. */
async function press({ start: { lab } }: Lab, step: string, button: 'do' | 'start-over') {
  const page = await fetch(lab);
  const token = /name="_csrf" value="([^"]*)"/.exec(await page.text())?.[1] ?? '';
  const answer = await fetch(`${lab}/guide/${step}/${button}`, {
    method: 'POST',
    headers: {
      cookie: page.headers
        .getSetCookie()
        .map((c) => c.split(';')[0])
        .join('; '),
    },
    body: new URLSearchParams({ _csrf: token }),
    redirect: 'manual',
  });
  return { status: answer.status, html: await answer.text() };
}

test('in the end state, all steps but the two sign-ins are done', async () => {
  expect(await done(await start(false))).toEqual(setUp);
});

test('in an empty lab, each step can be done, undone and done again without changing other ticks', async () => {
  const lab = await start(true);
  expect(await done(lab)).toEqual([]);
  for (const [position, step] of setUp.entries()) {
    const before = setUp.slice(0, position);
    expect((await press(lab, step, 'do')).status, step).toBe(303);
    expect(await done(lab), `${step} done`).toEqual([...before, step]);
    expect((await press(lab, step, 'start-over')).status, step).toBe(303);
    expect(await done(lab), `${step} undone`).toEqual(before);
    await press(lab, step, 'do');
    expect(await done(lab), `${step} done again`).toEqual([...before, step]);
  }
});

test('doing a step twice and undoing a step that is not done change nothing', async () => {
  const lab = await start(true);
  for (const step of [...setUp, ...tests].reverse()) {
    expect((await press(lab, step, 'start-over')).status, step).toBe(303);
  }
  for (const step of [...setUp, ...setUp]) {
    expect((await press(lab, step, 'do')).status, step).toBe(303);
  }
  expect(await done(lab)).toEqual(setUp);
});

test('the last step of provisioning is done once Peakon has the user, whatever the logs have', async () => {
  const lab = await start(false);
  const optional = async () => {
    const { optional: steps } = (await (
      await fetch(`${lab.start.lab}/api/tutorial`)
    ).json()) as Progress;
    return steps.filter((step) => step.done).map(({ id }) => id);
  };
  expect(await optional()).toEqual([]);
  const all = ['enable-provisioning', 'configure-provisioning', 'start-provisioning'];
  for (const step of all) expect((await press(lab, step, 'do')).status, step).toBe(303);
  await vi.waitFor(async () => expect(await optional()).toEqual([...all, 'provisioned-employee']), {
    timeout: 30_000,
    interval: 100,
  });
  // The accounts of a configuration that was deleted are nobody's.
  expect((await press(lab, 'configure-provisioning', 'start-over')).status).toBe(303);
  expect(await optional()).toEqual(['enable-provisioning']);
});

describe('a step is refused', () => {
  test('before the step it depends on, which the page names', async () => {
    const lab = await start(true);
    const refused = await press(lab, 'choose-saml', 'do');
    expect(refused.status).toBe(409);
    expect(refused.html).toContain('Add Peakon from the gallery first');
    expect(await done(lab)).toEqual([]);
    await press(lab, 'add-application', 'do');
    expect((await press(lab, 'choose-saml', 'do')).status).toBe(303);
  });

  test('when another application has the Entity ID, which the page names', async () => {
    const lab = await start(false);
    const { directory, start: line } = lab;
    expect((await press(lab, 'real-values', 'start-over')).status).toBe(303);
    const other = await directory.addApplication({
      tenantId: line.tenantId,
      displayName: 'Payroll',
    });
    await directory.chooseSaml(other.servicePrincipalId, 'admin@contoso.com');
    const set = (identifierUris: string[]) =>
      directory.configureSaml(other.servicePrincipalId, {
        identifierUris,
        replyUrls: ['https://payroll.example/acs'],
      });
    await set([endpoints(line).identifier]);
    const refused = await press(lab, 'real-values', 'do');
    expect(refused.status).toBe(409);
    expect(refused.html).toContain('already belongs to the application Payroll');
    await set(['https://payroll.example']);
    expect((await press(lab, 'real-values', 'do')).status).toBe(303);
  });

  test('without the CSRF token', async () => {
    const lab = await start(true);
    const send = (body: URLSearchParams) =>
      fetch(`${lab.start.lab}/guide/add-application/do`, { method: 'POST', body });
    expect((await send(new URLSearchParams())).status).toBe(403);
    expect((await send(new URLSearchParams({ _csrf: 'x' }))).status).toBe(403);
    expect(await done(lab)).toEqual([]);
  });

  test('when only a person can do it: signing in', async () => {
    const lab = await start(false);
    expect((await press(lab, 'test-sp-initiated', 'do')).status).toBe(404);
  });
});

describe('a tick disappears', () => {
  test('when another certificate becomes active, which Peakon does not have', async () => {
    const lab = await start(false);
    const { directory, start: line } = lab;
    const peakon = await directory.findApplication(line.tenantId, { appId: line.appId ?? '' });
    const id = peakon?.servicePrincipal.id ?? '';
    const { thumbprint } = await directory.addTokenSigningCertificate(id);
    expect(await done(lab)).toEqual(setUp);
    await directory.activateCertificate(id, thumbprint);
    expect(await done(lab)).toEqual(
      setUp.filter((step) => !['hand-over', 'enable-peakon'].includes(step)),
    );
  });

  test('when a pattern precedes the real value, which is then not the default', async () => {
    const lab = await start(false);
    const { directory, start: line } = lab;
    const peakon = await directory.findApplication(line.tenantId, { appId: line.appId ?? '' });
    const real = `${line.sp}/saml/contoso/`;
    const pattern = 'https://app.peakon.com/saml/contoso/assert';
    const save = (replyUrls: string[]) =>
      directory.configureSaml(peakon?.servicePrincipal.id ?? '', {
        identifierUris: [`${real}metadata`],
        replyUrls,
        signOnUrl: `${line.sp}/login`,
      });
    await save([pattern, `${real}assert`]);
    expect(await done(lab)).toEqual(setUp.filter((step) => step !== 'real-values'));
    await save([`${real}assert`, pattern]);
    expect(await done(lab)).toEqual(setUp);
  });

  test('when the employee has the address of the tutorial’s text instead of B.Simon’s', async () => {
    const lab = await start(true);
    for (const step of setUp.slice(0, -1)) await press(lab, step, 'do');
    await lab.administration.addEmployee({
      companyId: 'contoso',
      firstName: 'Britta',
      lastName: 'simon',
      email: 'Brittasimon@contoso.com',
    });
    expect(await done(lab)).toEqual(setUp.slice(0, -1));
  });
});

test('a sign-in ticks its own step, until that is started over', async () => {
  const lab = await start(false);
  const [bSimon] = lab.start.users;
  const client = new HttpClient();
  await client.open(
    `${lab.start.idp}/api/signin/${lab.start.appId}?tenantId=${lab.start.tenantId}`,
  );
  await client.submit({ loginfmt: bSimon?.userPrincipalName ?? '' });
  const passwd = bSimon?.password ?? '';
  await client.submit({ loginfmt: bSimon?.userPrincipalName ?? '', passwd });
  await client.submit({ LoginOptions: '3' });
  await client.submit();
  expect(client.url).toBe(`${lab.start.sp}/account`);
  expect(await done(lab)).toEqual([...setUp, 'test-idp-initiated']);

  await client.open(`${lab.start.sp}/login`);
  await client.submit({ email: 'B.Simon@contoso.com' });
  if (!client.url.endsWith('/account')) await client.submit();
  expect(await done(lab)).toEqual([...setUp, ...tests]);

  await press(lab, 'test-idp-initiated', 'start-over');
  expect(await done(lab)).toEqual([...setUp, 'test-sp-initiated']);
});

test('the guide shows links and values to copy; `/api/tutorial` contains no password', async () => {
  const lab = await start(true);
  await press(lab, 'add-application', 'do');
  const peakon = await lab.directory.findApplication(lab.start.tenantId, { displayName: 'Peakon' });
  const html = await (await fetch(lab.start.lab)).text();
  expect(html).toContain(
    `href="${lab.start.idp}/admin/apps/${peakon?.servicePrincipal.id}/single-sign-on"`,
  );
  expect(html).toContain(`data-copy="${lab.start.sp}/saml/contoso/assert"`);
  expect(html).toContain('Brittasimon@contoso.com');
  const [admin] = lab.start.users;
  expect(html).toContain(admin?.password);
  const progress = await (await fetch(`${lab.start.lab}/api/tutorial`)).text();
  expect(progress).not.toContain(admin?.password);
});
