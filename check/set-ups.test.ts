/** Service providers that are set up in less usual ways, and what the check says when a set-up is wrong. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type CheckIdentityProvider,
  temporaryIdentityProvider,
} from './identity/identity-provider.ts';
import { casesOf, checkForeign, clock } from './testing/check-with.ts';
import { type ForeignSp, type ForeignSpOptions, startForeignSp } from './testing/foreign-sp.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-set-ups-'));
let idp: CheckIdentityProvider;
let sp: ForeignSp | undefined;
beforeAll(async () => {
  idp = await temporaryIdentityProvider(clock());
});
afterEach(() => sp?.close());
afterAll(() => rmSync(folder, { recursive: true }));

async function start(options: Partial<ForeignSpOptions> = {}): Promise<ForeignSp> {
  sp = await startForeignSp({
    idpCertificate: idp.key.certificateBase64,
    entryPoint: idp.singleSignOn,
    ...options,
  });
  return sp;
}

const some = casesOf('ok-assertion-signed', 'sig-stripped');
const verdicts = (report: Awaited<ReturnType<typeof checkForeign>>['report']) =>
  some.map(({ id }) => report.cases[id]?.verdict);

/** Metadata whose default endpoint is not the one that the requests name. */
function otherDefault({ url }: ForeignSp, more = ''): string {
  const acs = (path: string, rest: string) =>
    `<AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${url}${path}" ${rest}/>`;
  const file = join(folder, 'metadata.xml');
  writeFileSync(
    file,
    `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${url}/metadata"><SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${more}${acs('/other', 'index="0" isDefault="true"')}${acs('/acs', 'index="1"')}</SPSSODescriptor></EntityDescriptor>`,
  );
  return file;
}

/** Starts a sign-in at `/login` with a request that `change` makes of the usual one. */
async function changedRequest(
  foreign: ForeignSp,
  change: (xml: string) => string,
): Promise<string> {
  const { headers } = await fetch(foreign.login, { redirect: 'manual' });
  const url = new URL(headers.get('location') ?? '');
  const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64'));
  url.searchParams.set('SAMLRequest', deflateRawSync(change(xml.toString())).toString('base64'));
  return url.href;
}

describe('a request that names its endpoint is answered there', () => {
  test('by URL', async () => {
    const foreign = await start();
    const { report } = await checkForeign({ ...foreign, metadata: otherDefault(foreign) }, idp, {
      cases: some,
    });
    expect(verdicts(report)).toEqual(['pass', 'pass']);
    expect(report.target.acs).toBe(`${foreign.url}/acs`);
  });

  test('by index', async () => {
    const foreign = await start({
      route(path, response) {
        if (path !== '/login-by-index' || !sp) return false;
        void changedRequest(sp, (xml) =>
          xml.replace(/AssertionConsumerServiceURL="[^"]*"/, 'AssertionConsumerServiceIndex="1"'),
        ).then((location) => response.writeHead(302, { location }).end());
        return true;
      },
    });
    const metadata = otherDefault(foreign);
    const login = `${foreign.url}/login-by-index`;
    const { report } = await checkForeign({ ...foreign, metadata, login }, idp, { cases: some });
    expect(verdicts(report)).toEqual(['pass', 'pass']);
  });
});

test('a RelayState that both sides agreed on is not exchanged for another one', async () => {
  const foreign = await start({ acceptUnsolicited: true });
  const runs = async (relayState?: string) => {
    const { report } = await checkForeign(foreign, idp, {
      cases: casesOf('ok-relaystate-forms'),
      unsolicited: true,
      ...(relayState !== undefined && { relayState }),
    });
    return report.cases['ok-relaystate-forms']?.runs.map(({ verdict }) => verdict);
  };
  expect(await runs()).toEqual(Array(4).fill('pass'));
  expect(await runs('/home')).toEqual(Array(4).fill('not-applicable'));
});

describe('a sign-in that goes on at another server', () => {
  const front = createServer((request, response) => {
    const id = new URL(request.url ?? '/', 'http://localhost').search.slice(1);
    response.writeHead(200, { 'set-cookie': `sid=${id}; Path=/` }).end('Welcome');
  });
  let port = 0;
  beforeAll(async () => {
    front.listen(0, 'localhost');
    await once(front, 'listening');
    ({ port } = front.address() as AddressInfo);
  });
  afterAll(() => front.close());

  test('is followed to another port of the same host, which is said', async () => {
    const told: string[] = [];
    const foreign = await start({ front: `http://localhost:${port}/` });
    const { report, stopped } = await checkForeign(foreign, idp, {
      cases: some,
      onOrigin: (origin) => told.push(origin),
    });
    expect(stopped).toBeUndefined();
    expect(verdicts(report)).toEqual(['pass', 'pass']);
    expect(told).toEqual([`http://localhost:${port}`]);
  });

  test('is not followed to another host; the failed sign-in says so', async () => {
    const foreign = await start({ front: `http://app.localhost:${port}/` });
    const { stopped } = await checkForeign(foreign, idp, { cases: some });
    expect(stopped?.message).toContain(
      `It leads on to http://app.localhost:${port}/, where the check does not go`,
    );
  });
});

test('a service provider that requires a RelayState gets that of --relay-state', async () => {
  const relayStates: (string | null)[] = [];
  const foreign = await start({
    acceptUnsolicited: true,
    onForm: (form) => relayStates.push(form.get('RelayState')),
  });
  const { report } = await checkForeign(foreign, idp, {
    cases: casesOf('ok-assertion-signed', 'ok-idp-initiated'),
    unsolicited: true,
    relayState: '/home',
  });
  expect(report.cases['ok-assertion-signed']?.verdict).toBe('pass');
  expect(new Set(relayStates)).toEqual(new Set(['/home']));
});

test('cases that encrypt are skipped with the reason when the certificate cannot be read', async () => {
  const foreign = await start();
  const key =
    '<KeyDescriptor use="encryption"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>MIIB</X509Certificate></X509Data></KeyInfo></KeyDescriptor>';
  const metadata = otherDefault(foreign, key);
  const cases = casesOf('ok-assertion-signed', 'ok-enc-aes-gcm');
  const { report } = await checkForeign({ ...foreign, metadata }, idp, { cases });
  expect(report.cases['ok-assertion-signed']?.verdict).toBe('pass');
  const encrypted = report.cases['ok-enc-aes-gcm'];
  expect(encrypted?.verdict).toBe('not-applicable');
  expect(encrypted?.runs[0]?.reason).toMatch(/not the Base64 of a certificate/);
});

test('a service provider below localhost', async () => {
  const foreign = await start();
  const login = foreign.login.replace('localhost', 'app.localhost');
  const { report } = await checkForeign({ ...foreign, login }, idp, { cases: some });
  expect(verdicts(report)).toEqual(['pass', 'pass']);
});

describe('a failed control names its own cause', () => {
  const fault = async (options: Partial<ForeignSpOptions>, more: object = {}) =>
    checkForeign(await start(options), idp, { cases: some, ...more }).then(
      ({ stopped }) => stopped?.message ?? 'no fault',
    );

  test('the user is unknown: nothing about trust, and what whoami answered', async () => {
    const said = await fault({ people: ['A.Other@contoso.com'] });
    expect(said).toMatch(/status 403.*--whoami responded with status 401/);
    expect(said).toMatch(
      /answers a response with an unknown signature differently, so it trusts the certificate/,
    );
    expect(said).toMatch(/knows the user of --name-id/);
    expect(said).not.toMatch(/print-idp-metadata/);
  });

  test('whoami does not show the session', async () => {
    const said = await fault({}, { success: '/nobody' });
    expect(said).toMatch(/the sign-in seems to have worked: correct --whoami or --success/);
    expect(said).toMatch(/--whoami responded with status 200: "\{"user":\{"email":"B\.Simon/);
  });

  test('it trusts another application of the lab', async () => {
    const other = await temporaryIdentityProvider(clock());
    const otherSigners = async () => [{ displayName: 'Intranet', appId: '1', key: other.key }];
    const options = { idpCertificate: other.key.certificateBase64 };
    expect(await fault(options, { otherSigners })).toMatch(
      /trusts the certificate of the application "Intranet".*--application "Intranet"/,
    );
  });

  test('it trusts no key of the lab: the advised command has the options of the check', async () => {
    const [other, third] = await Promise.all([
      temporaryIdentityProvider(clock()),
      temporaryIdentityProvider(clock()),
    ]);
    const said = await fault(
      { idpCertificate: other.key.certificateBase64 },
      {
        otherSigners: async () => [{ displayName: 'Intranet', appId: '1', key: third.key }],
        metadataCommand: 'samlab check --print-idp-metadata --data lab',
      },
    );
    expect(said).toMatch(/may not trust the certificate, and it trusts no other one of this lab/);
    expect(said).toContain('"samlab check --print-idp-metadata --data lab"');
  });
});
