import { once } from 'node:events';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { HttpClient } from '../../web/testing/http-client.ts';
import { type Lab, LabError, startLab } from '../library.ts';
import { LocalBrowser } from '../testing/local-browser.ts';
import { anyPorts, RunningLabs } from '../testing/running-labs.ts';

const labs = RunningLabs.forEachTest();
const dropIn = {
  name: 'test-saml-idp',
  port: 0,
  serviceProvider: {
    entityId: 'http://app.example.com',
    assertionConsumerService: 'http://localhost:9/acs',
  },
} as const;

async function signIn({ start }: Lab): Promise<HttpClient> {
  const client = new HttpClient();
  const id = encodeURIComponent(dropIn.serviceProvider.entityId);
  await client.open(`${start.dropIn?.url}/simplesaml/saml2/idp/SSOService.php?spentityid=${id}`);
  return client.html.includes('SAMLResponse')
    ? client
    : client.submit({ username: 'user1', password: 'user1pass' });
}

test('a lab with a drop-in answers at its address, records what happens there, and forgets it with a reset', async () => {
  const lab = await labs.start({ memory: true, dropIn });
  const client = await signIn(lab);
  expect(client.html).toContain('SAMLResponse');
  const [exchange] = await lab.exchanges();
  expect(exchange).toMatchObject({
    kind: 'launch',
    user: 'user1',
    outcome: 'success',
    application: { name: 'http://app.example.com' },
  });
  const test_ = `${lab.start.dropIn?.url}/simplesaml/module.php/core/authenticate.php?as=example-userpass`;
  expect((await client.open(test_)).html).toContain('You are signed in as');
  await lab.reset();
  expect((await client.open(test_)).html).toContain('name="username"');
});

test('without it, no site of the lab has those addresses', async () => {
  const { start } = await labs.start({ memory: true });
  expect(start.dropIn).toBeUndefined();
  for (const site of [start.lab, start.idp, start.sp])
    expect((await fetch(`${site}/simplesaml/saml2/idp/metadata.php`)).status).toBe(404);
});

test('its certificate stays the same in a data folder; a damaged key is named, and nothing keeps running', async () => {
  const lab = await labs.start({ dataDir: labs.folder, dropIn });
  const dataDir = labs.folder;
  const certificate = async ({ start }: Lab) =>
    /X509Certificate>([^<]+)</.exec(
      await (await fetch(start.dropIn?.metadataUrl ?? '')).text(),
    )?.[1];
  const before = await certificate(lab);
  const file = join(dataDir, 'drop-in.pem');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await lab.close();
  const again = await startLab({ dataDir, dropIn, ports: anyPorts });
  expect(await certificate(again)).toBe(before);
  await again.close();
  const whole = readFileSync(file, 'utf8');
  rmSync(file);
  const other = await startLab({ dataDir, dropIn, ports: anyPorts });
  expect(await certificate(other)).not.toBe(before);
  await other.close();
  writeFileSync(file, whole.slice(0, 900));
  await expect(startLab({ dataDir, dropIn, ports: anyPorts })).rejects.toMatchObject({
    code: 'lab_file_damaged',
    message: expect.stringContaining('holds no certificate with its private key'),
  });
  writeFileSync(file, whole);
  const last = await startLab({ dataDir, dropIn, ports: anyPorts });
  expect(await certificate(last)).toBe(before);
  await last.close();
});

test('a port in use is named with the option for another', async () => {
  const { start } = await labs.start({ memory: true, dropIn });
  const port = Number(new URL(start.dropIn?.url ?? '').port);
  const refused = startLab({ memory: true, ports: anyPorts, dropIn: { ...dropIn, port } });
  await expect(refused).rejects.toMatchObject({
    code: 'port_in_use',
    message: `Port ${port} is in use. Stop the program that listens on it, or choose another port for the drop-in with the option dropIn.port.`,
  });
  const httpsPort = Number(new URL(start.dropIn?.httpsUrl ?? '').port);
  const secure = startLab({ memory: true, ports: anyPorts, dropIn: { ...dropIn, httpsPort } });
  await expect(secure).rejects.toMatchObject({
    code: 'port_in_use',
    message: `Port ${httpsPort} is in use. Stop the program that listens on it, or choose another port for the drop-in over https with the option dropIn.httpsPort.`,
  });
});

test('it answers over https too, with a certificate of the lab and addresses of that port', async () => {
  const lab = await labs.start({ memory: true, dropIn });
  const { httpsUrl = '', url = '' } = lab.start.dropIn ?? {};
  const ca = await (await fetch(`${lab.start.lab}/ca.pem`)).text();
  expect([ca, url.split(':')[0]]).toEqual([lab.ca, 'http']);
  const browser = new LocalBrowser(ca);
  const metadata = await browser.open(`${httpsUrl}/simplesaml/saml2/idp/metadata.php`);
  expect(metadata.html).toContain(`entityID="${httpsUrl}/simplesaml/saml2/idp/metadata.php"`);
  expect(metadata.html).toContain(`Location="${httpsUrl}/simplesaml/saml2/idp/SSOService.php"`);
  const id = encodeURIComponent(dropIn.serviceProvider.entityId);
  await browser.open(`${httpsUrl}/simplesaml/saml2/idp/SSOService.php?spentityid=${id}`);
  await browser.submit({ username: 'user1', password: 'user1pass' });
  const [, value = ''] = /name="SAMLResponse" value="([^"]*)"/.exec(browser.html) ?? [];
  expect(Buffer.from(value, 'base64').toString()).toContain(
    `${httpsUrl}/simplesaml/saml2/idp/metadata.php</saml:Issuer>`,
  );
  for (const cookie of browser.cookiesSet) expect(cookie).toMatch(/; Secure/i);
  const plain = await fetch(httpsUrl.replace('https:', 'http:'));
  expect([plain.status, await plain.text()]).toEqual([
    400,
    'This site speaks https. Write https:// in place of http://.\n',
  ]);
  const insecure = new LocalBrowser();
  await expect(insecure.open(`${httpsUrl}/simplesaml/`)).rejects.toThrow(/self-signed certificate/);
  await labs.stop();
  await expect(browser.open(`${httpsUrl}/simplesaml/`)).rejects.toThrow('ECONNREFUSED');
});

test('what is no TLS handshake, or is cut off in one, harms nobody', async () => {
  const lab = await labs.start({ memory: true, dropIn });
  const { httpsUrl = '' } = lab.start.dropIn ?? {};
  const port = Number(new URL(httpsUrl).port);
  for (const bytes of [
    [0x16],
    [0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5],
    [0x16, 3, 1, 0xff, 0xff, 1],
    [0],
  ]) {
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from(bytes)));
    socket.on('error', () => {});
    await once(socket, 'connect');
    setTimeout(() => socket.destroy(), 50);
    await once(socket, 'close');
  }
  const browser = new LocalBrowser(lab.ca);
  expect((await browser.open(`${httpsUrl}/simplesaml/saml2/idp/metadata.php`)).status).toBe(200);
});

test('a key of the user signs, and a lab that speaks https has one authority', async () => {
  const made = await makeSigningCertificate({ subject: 'CN=mine', notBefore: new Date() });
  const key = {
    certificate: toPem(made.certificate),
    privateKey: made.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  const addresses = { https: true };
  const lab = await labs.start({ memory: true, addresses, dropIn: { ...dropIn, key } });
  const browser = new LocalBrowser(lab.ca);
  const { html } = await browser.open(
    `${lab.start.dropIn?.httpsUrl}/simplesaml/saml2/idp/metadata.php`,
  );
  expect(html).toContain(Buffer.from(made.certificate.der).toString('base64'));
});

test('every wrong value of the option is named', async () => {
  const wrong = {
    name: 'keycloak',
    port: -1,
    httpsPort: 70_000,
    key: { certificate: 'x', privateKey: 'y' },
    serviceProvider: { entityId: '', assertionConsumerService: 'acs', singleLogoutService: 1 },
    users: [{ userName: 'x' }],
  };
  const error = await Promise.resolve(
    Reflect.apply(startLab, undefined, [{ memory: true, dropIn: wrong }]),
  ).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LabError);
  expect((error as LabError).message.split('\n')).toEqual([
    'The option dropIn.name must be "test-saml-idp", the one program that it can replace.',
    'The option dropIn.port must be a whole number from 0 to 65535.',
    'The option dropIn.httpsPort must be a whole number from 0 to 65535.',
    'The option dropIn.key has no certificate and private key, in PEM form and without a password.',
    'The option dropIn.serviceProvider.entityId must be the entity ID, as text.',
    'The option dropIn.serviceProvider.assertionConsumerService must be an http or https URL.',
    'The option dropIn.serviceProvider.singleLogoutService must be an http or https URL.',
    'The option dropIn.users must be a list of objects with userName, password and attributes, whose members are lists of text.',
  ]);
});
