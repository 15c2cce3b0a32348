/** What all three sites have in common once built. */
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildIdp } from '../idp/index.ts';
import { buildSp } from '../sp/index.ts';
import { randomIds } from '../store/ids.ts';
import { Addresses } from './addresses/addresses.ts';
import { defaultPorts } from './addresses/ports.ts';
import { LabClock } from './clock/lab-clock.ts';
import { defaultLimits, ExchangeStore } from './exchanges/exchange-store.ts';
import { LabRecorder } from './exchanges/recorder.ts';
import { buildHome } from './home/app.tsx';
import { CaseMessages } from './spoil/case-message.ts';
import { Spoiler } from './spoil/spoiler.ts';
import { anyPorts } from './testing/running-labs.ts';

const clock = () => new Date('2026-01-31T08:00:00Z');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'samlab-sites-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The unseeded sites. IdP and SP have the public URL `http://lab.test`. */
async function sites(ready: () => boolean) {
  const common = { file: ':memory:', publicUrl: () => 'http://lab.test', clock, ready };
  const [idp, sp] = await Promise.all([buildIdp(common), buildSp(common)]);
  const store = await ExchangeStore.open({
    file: ':memory:',
    limits: defaultLimits,
    clock,
    onError: () => {},
  });
  const recorder = new LabRecorder(
    store,
    () => '',
    () => {},
  );
  const noKey = () => Promise.reject(new Error('No key.'));
  const home = await buildHome({
    exchanges: { store, recorder, limits: defaultLimits },
    mails: { outbox: () => idp.outbox(), smtp: undefined },
    addresses: () => new Addresses().known({ lab: '', idp: '', sp: '' }, defaultPorts),
    clock,
    labClock: new LabClock({ mode: 'real' }),
    shown: {},
    ready,
    passwords: {},
    settingsUsers: () => [],
    ports: anyPorts,
    problem: async () => undefined,
    running: () => undefined,
    sides: { directory: idp.directory, administration: sp.administration },
    urls: () => ({ lab: '', idp: '', sp: '' }),
    start: () => Promise.reject(new Error('It is not seeded.')),
    spoiler: new Spoiler(clock, new CaseMessages({ clock, ids: randomIds, signingKey: noKey })),
  });
  return {
    idp,
    sp,
    home,
    close: () => Promise.all([idp.close(), sp.close(), home.close(), store.close()]),
  };
}

test('the sites are healthy once they are seeded', async () => {
  let ready = false;
  const { idp, sp, home, close } = await sites(() => ready);
  const health = () =>
    Promise.all(
      [idp.app, sp.app, home].map(async (app) => (await app.inject('/healthz')).statusCode),
    );
  expect(await health()).toEqual([503, 503, 503]);
  ready = true;
  expect(await health()).toEqual([200, 200, 200]);
  await close();
});

test('the sites, and the admin center, answer requests for their own host only', async () => {
  const { idp, sp, home, close } = await sites(() => true);
  const status = async (app: typeof home, host: string, url = '/healthz') =>
    (await app.inject({ url, headers: { host } })).statusCode;
  for (const app of [idp.app, sp.app, home]) {
    expect(await status(app, 'localhost:4000')).toBe(200);
    expect(await status(app, 'evil.test')).toBe(421);
  }
  for (const app of [idp.app, sp.app]) expect(await status(app, 'lab.test')).toBe(200);
  expect(await status(idp.app, 'evil.test', '/admin')).toBe(421);
  await close();
});

test('forms of another port reach the endpoints of SAML, and nothing else', async () => {
  const { idp, sp, home, close } = await sites(() => true);
  const foreign = { origin: 'http://localhost:5000', 'sec-fetch-site': 'same-site' };
  const code = async (app: typeof home, url: string, headers: Record<string, string> = foreign) => {
    const json = { host: 'localhost:4000', accept: 'application/json' };
    const { body } = await app.inject({ method: 'POST', url, headers: { ...json, ...headers } });
    return /"code":"([^"]+)"/.exec(body)?.[1];
  };
  const forms: [typeof home, string][] = [
    [home, '/spoil'],
    [home, '/spoil/cancel'],
    [home, '/guide/create-user/do'],
    [home, '/guide/create-user/start-over'],
    [idp.app, '/common/login'],
    [idp.app, '/kmsi'],
    [idp.app, '/admin/users/new'],
    [sp.app, '/login'],
    [sp.app, '/sign-out'],
    [sp.app, '/admin/sign-in'],
    [sp.app, '/admin/employees'],
    [sp.app, '/admin/integrations/single-sign-on'],
  ];
  for (const [app, url] of forms) {
    expect([url, await code(app, url)]).toEqual([url, 'foreign_origin']);
    const own = { origin: 'http://localhost:4000', 'sec-fetch-site': 'same-origin' };
    expect([url, await code(app, url, own)]).not.toEqual([url, 'foreign_origin']);
  }
  const saml: [typeof home, string][] = [
    [idp.app, '/contoso.com/saml2'],
    [sp.app, '/saml/contoso/assert'],
    [sp.app, '/saml/contoso/logout'],
  ];
  for (const [app, url] of saml)
    expect([url, await code(app, url)]).not.toEqual([url, 'foreign_origin']);
  await close();
});

describe('an address that cannot be read is refused in the form of what is at that address', () => {
  const tenant = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
  const long = 'a'.repeat(301);
  let built: Awaited<ReturnType<typeof sites>>;
  beforeAll(async () => {
    built = await sites(() => true);
  });
  afterAll(() => built.close());
  const page = { type: 'text/html; charset=utf-8', text: /This address (?:cannot be read|is too)/ };
  const problem = { type: 'application/problem+json', text: /"code":"bad_request"/ };
  const graph = { type: 'application/json', text: /"code":"BadRequest".*innerError/ };
  const oauth = { type: 'application/json', text: /"error":"invalid_request","error_desc/ };

  test.each([
    ['lab', 'GET', (id: string) => `/exchanges/${id}`, page],
    ['lab', 'GET', (id: string) => `/api/v1/tenants/${id}`, problem],
    ['lab', 'DELETE', (id: string) => `/api/v1/tenants/${id}`, problem],
    ['idp', 'GET', (id: string) => `/${id}/saml2`, page],
    ['idp', 'GET', (id: string) => `/admin/users/${id}`, page],
    ['idp', 'GET', (id: string) => `/v1.0/servicePrincipals/${id}`, graph],
    ['idp', 'PATCH', (id: string) => `/beta/servicePrincipals/${id}`, graph],
    ['idp', 'POST', (id: string) => `/${id}/oauth2/v2.0/token`, oauth],
    ['sp', 'GET', (id: string) => `/saml/${id}/metadata`, page],
    ['sp', 'GET', (id: string) => `/admin/employees/${id}`, page],
  ] as const)('%s: %s', async (site, method, url, { type, text }) => {
    const app = { lab: built.home, idp: built.idp.app, sp: built.sp.app }[site];
    for (const id of ['%zz', '%E0%A4%A', '%ff', long]) {
      const answer = await app.inject({ method, url: url(id), headers: { host: 'localhost' } });
      expect([id, answer.statusCode]).toEqual([id, 400]);
      expect(answer.headers['content-type']).toContain(type);
      expect(answer.body).toMatch(text);
    }
    // The control: an address that can be read, of nothing.
    const headers = { host: 'localhost' };
    for (const id of ['%25zz', 'b'.repeat(300), tenant]) {
      const { body } = await app.inject({ method, url: url(id), headers });
      expect(body).not.toContain('cannot be read');
      expect(body).not.toMatch(/too long|more than 300/);
    }
  });

  test('the query is left to what reads it', async () => {
    const answer = await built.idp.app.inject({
      url: '/healthz?a=%zz',
      headers: { host: 'localhost' },
    });
    expect(answer.statusCode).toBe(200);
  });
});

describe.each([
  ['identity provider', buildIdp],
  ['service provider', buildSp],
] as const)('a %s that cannot be built', (name, build) => {
  test('closes its database', async () => {
    const file = join(folder, `${name.replace(' ', '-')}.db`);
    const isOpen = () =>
      readdirSync('/proc/self/fd').some((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`) === file;
        } catch {
          return false; // the file descriptor of this listing
        }
      });
    const options = { file, publicUrl: () => 'http://lab.test', clock };
    const built = await build(options);
    expect(isOpen()).toBe(true);
    await built.close();
    expect(isOpen()).toBe(false);
    const broken = Object.defineProperty({ ...options }, 'log', {
      get() {
        throw new Error('No logger.');
      },
    });
    await expect(build(broken)).rejects.toThrow('No logger.');
    expect(isOpen()).toBe(false);
  });
});
