import { type AddressInfo, createServer, type Server } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '../../web/testing/free-port.ts';
import { checkPorts, listen } from './listen.ts';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((each) => new Promise((closed) => each.close(closed))));
});

/** Takes a free port of 127.0.0.1 and keeps it until the test ends. */
async function takePort(): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP port');
  return address.port;
}

/** The addresses that a site listens on; a string would be a socket file. */
const bound = (app: FastifyInstance) =>
  app.addresses().filter((address): address is AddressInfo => typeof address !== 'string');

describe('checking ports', () => {
  test('accepts free ports and 0, and leaves the ports free', async () => {
    const port = await freePort();
    await checkPorts({ lab: port, idp: 0, sp: 0 });
    await checkPorts({ lab: port, idp: 0, sp: 0 });
  });

  test('names a port in use and the option that changes it, as the reader writes it', async () => {
    const port = await takePort();
    const refused = await checkPorts({ lab: 0, idp: port, sp: 0 }).catch((error) => error);
    const sentence = (option: string) =>
      `Port ${port} is in use. Stop the program that listens on it, or choose another port for the identity provider with ${option}.`;
    expect(refused).toMatchObject({
      code: 'port_in_use',
      message: sentence('the option ports.idp'),
    });
    expect(refused.worded({ 'ports.idp': '--idp-port' })).toBe(sentence('--idp-port'));
  });

  test('names all ports in use at once', async () => {
    const [lab, sp] = [await takePort(), await takePort()];
    const checked = checkPorts({ lab, idp: 0, sp });
    await expect(checked).rejects.toThrow(/^Port \d+ .*ports\.lab\.\nPort \d+ .*ports\.sp\.$/);
  });
});

describe('listening', () => {
  test('answers on the given port of localhost, on loopback only', async () => {
    const app = Fastify();
    app.get('/', () => 'here');
    const port = await freePort();
    expect(await listen(app, { site: 'lab', port })).toBe(port);
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect(await (await fetch(`http://${host}:${port}`)).text()).toBe('here');
    for (const { address } of bound(app)) expect(['127.0.0.1', '::1']).toContain(address);
    await app.close();
  });

  test('with port 0, uses the same port on every address', async () => {
    const app = Fastify();
    const port = await listen(app, { site: 'lab', port: 0 });
    for (const host of ['127.0.0.1', '[::1]'])
      expect((await fetch(`http://${host}:${port}/`)).status).toBe(404);
    await app.close();
  });

  test('refuses a port that was taken after the check', async () => {
    const app = Fastify();
    const port = await takePort();
    const listening = listen(app, { site: 'sp', port });
    await expect(listening).rejects.toMatchObject({ code: 'port_in_use' });
    await app.close();
  });
});

test('a port that browsers block is refused, whether or not it is free', async () => {
  await expect(checkPorts({ lab: 6666, idp: 0 })).rejects.toMatchObject({
    code: 'port_not_allowed',
    message:
      "Browsers connect to no web server on port 6666, which is another protocol's; choose another port for the lab home with the option ports.lab.",
  });
});
