import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../library.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
});
afterAll(() => lab.close());

const peakon = '/tenants/contoso.com/applications/Peakon/provisioning';
const bSimon = 'B.Simon@contoso.com';

async function call(method: string, path: string, body?: object) {
  const answer = await fetch(`${lab.start.lab}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text && (JSON.parse(text) as unknown) };
}

test('configure, run, provision on demand, read the logs, delete', async () => {
  const configured = await call('PUT', peakon, { company: 'contoso', acceleratedInterval: 3600 });
  expect(configured).toMatchObject({
    status: 200,
    body: {
      job: { templateId: 'peakon', state: 'Disabled', code: 'NotRun', lastExecution: null },
      baseAddress: `${lab.start.sp}/scim/v2`,
      hasSecret: true,
      acceleratedInterval: 3600,
    },
  });
  const cycle = await call('POST', `${peakon}/cycles`);
  expect(cycle).toMatchObject({
    status: 200,
    body: { kind: 'initial', execution: { state: 'Succeeded', countEscrowed: 0 } },
  });
  const [newest] = await lab.administration.listScimOperations('contoso');
  expect(newest).toMatchObject({ method: 'PATCH', status: 200 });

  const again = await call('POST', `${peakon}/on-demand`, { user: bSimon });
  expect(again).toMatchObject({ status: 200, body: { result: 'Skipped' } });
  const logs = await call(
    'GET',
    '/tenants/contoso.com/provisioning-logs?application=Peakon&status=success',
  );
  expect(logs.body).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        provisioningSteps: expect.any(Array),
        servicePrincipal: { id: expect.any(String), displayName: 'Peakon' },
        status: 'success',
      }),
    ]),
  );
  expect(JSON.stringify(logs.body)).not.toContain('Bearer');
  expect((await call('DELETE', peakon)).status).toBe(204);
  expect((await call('GET', peakon)).status).toBe(404);
});

test.each<[body: object, pointer: string, sentence: string]>([
  [{ company: 'nobody' }, '#/company', 'no company "nobody"'],
  [{ company: 'contoso', baseAddress: 'http://localhost/scim' }, '#/company', 'not both'],
  [{ baseAddress: 'ftp://x' }, '#/baseAddress', 'http'],
  [{ baseAdress: 'http://localhost/scim' }, '#/baseAdress', 'baseAddress'],
  [{ acceleratedInterval: 0 }, '#/acceleratedInterval', 'from 1 to 86,400'],
  [{ started: true }, '#/', ''],
])('%o is refused at its place, and nothing is configured', async (body, pointer, sentence) => {
  const refused = await call('PUT', peakon, body);
  expect(refused.status).toBe(422);
  const { errors } = refused.body as { errors: { pointer: string; detail: string }[] };
  expect(errors[0]?.pointer).toContain(pointer);
  expect(errors[0]?.detail).toContain(sentence);
  expect((await call('GET', peakon)).status).toBe(404);
});

test('more than five objects in ten seconds are too many', async () => {
  await call('PUT', peakon, { company: 'contoso' });
  const provision = () => call('POST', `${peakon}/on-demand`, { user: bSimon });
  const answers = [await provision()];
  while (answers.length < 100 && answers.at(-1)?.status === 200) answers.push(await provision());
  expect(answers.length).toBeGreaterThan(1);
  expect(answers.at(-1)).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
});

test('a joiner, a mover and a leaver, over HTTP', async () => {
  const tenant = '/tenants/contoso.com';
  expect((await call('PUT', peakon, { company: 'contoso' })).status).toBe(200);
  for (const userPrincipalName of ['ada', 'grace'])
    await call('POST', `${tenant}/users`, { userPrincipalName, givenName: userPrincipalName });
  const ada = `${tenant}/users/ada@contoso.com`;
  for (const user of ['ada@contoso.com', 'grace@contoso.com'])
    await call('POST', `${tenant}/assignments`, { user, application: 'Peakon' });
  const cycle = () => call('POST', `${peakon}/cycles`);
  const employee = async () => {
    const page = { companyId: 'contoso', search: 'ada', page: 1 };
    return (await lab.administration.listEmployees(page)).employees[0];
  };
  await cycle();
  expect(await employee()).toMatchObject({ active: true });

  const moved = await call('PATCH', ada, { surname: 'Lovelace', manager: 'grace@contoso.com' });
  expect(moved).toMatchObject({ status: 200, body: { userPrincipalName: 'ada@contoso.com' } });
  await cycle();
  expect(await employee()).toMatchObject({ lastName: 'Lovelace' });

  const assignments = `${tenant}/applications/Peakon/assignments`;
  expect((await call('DELETE', `${assignments}?user=ada@contoso.com`)).status).toBe(204);
  await cycle();
  expect(await employee()).toMatchObject({ active: false });
  expect((await call('DELETE', ada)).status).toBe(204);
  expect((await call('GET', ada)).status).toBe(404);
});

test.each<
  [method: string, address: string, body: object | undefined, place: object, sentence: string]
>([
  ['PATCH', 'users/nobody', {}, { parameter: 'userId' }, 'nobody'],
  ['PATCH', `users/${bSimon}`, { manager: 'nobody' }, { pointer: '#/manager' }, 'no user "nobody"'],
  ['PATCH', `users/${bSimon}`, { manager: bSimon }, { pointer: '#/manager' }, 'their own manager'],
  [
    'PATCH',
    `users/${bSimon}`,
    { departmnt: 'x' },
    { pointer: '#/departmnt' },
    'did you mean department?',
  ],
  [
    'PATCH',
    `users/${bSimon}`,
    { displayName: '' },
    { pointer: '#/displayName' },
    'Enter a display name.',
  ],
  ['DELETE', 'users/nobody', undefined, { parameter: 'userId' }, 'nobody'],
  [
    'DELETE',
    'applications/Peakon/assignments',
    undefined,
    { parameter: 'user' },
    'either a user or a group',
  ],
  [
    'DELETE',
    'applications/No/assignments?user=B.Simon@contoso.com',
    undefined,
    { parameter: 'applicationId' },
    'no application "No"',
  ],
])('%s %s %o is refused at its place', async (method, address, body, place, sentence) => {
  const refused = await call(method, `/tenants/contoso.com/${address}`, body);
  expect(refused.status).toBeGreaterThanOrEqual(400);
  const { errors } = refused.body as { errors: { detail: string }[] };
  expect(errors[0]).toMatchObject(place);
  expect(errors[0]?.detail).toContain(sentence);
});

test('a manager that is refused keeps the other properties from being changed', async () => {
  const user = `/tenants/contoso.com/users/${bSimon}`;
  const before = await call('GET', user);
  const refused = await call('PATCH', user, { department: 'Elsewhere', manager: bSimon });
  expect(refused.body).toMatchObject({ errors: [{ pointer: '#/manager' }] });
  expect(await call('GET', user)).toEqual(before);
  const changed = await call('PATCH', user, { department: 'Elsewhere', manager: null });
  expect(changed.body).toMatchObject({ department: 'Elsewhere' });
});

test('the library refuses a filter of the logs that can match nothing, and a mistyped property by the one that was meant', async () => {
  const contoso = await lab.findTenant('contoso.com');
  const logs = (filter: object) => contoso?.provisioningLogs(filter as never);
  await expect(logs({ status: 'bad' })).rejects.toThrow(
    'There is no status "bad" in the provisioning logs; use success, failure, skipped, warning.',
  );
  await expect(logs({ action: 'paint' })).rejects.toThrow('There is no action "paint"');
  await expect(logs({ status: 'success', action: 'create' })).resolves.toBeInstanceOf(Array);
  const configure = (given: object) =>
    contoso?.configureProvisioning('Peakon', given as { company: string });
  await expect(configure({ secretTokn: 'x' })).rejects.toThrow('did you mean secretToken?');
  await expect(configure({ zzz: 'x' })).rejects.toThrow('the properties are templateId');
});
