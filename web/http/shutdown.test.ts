import { once } from 'node:events';
import { get } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { fastifyOptions } from './fastify-options.ts';
import { webPlugin } from './plugin.ts';

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

let app: FastifyInstance;
async function start(): Promise<number> {
  app = Fastify(fastifyOptions);
  await app.register(webPlugin, { formAction: 'self', bodyLimit: 1024 });
  app.get('/', () => 'here');
  app.get('/slow', () => delay(300, 'answered'));
  app.get('/never', () => new Promise(() => {}));
  app.get('/large', () => 'x'.repeat(50_000_000));
  app.post('/', () => 'posted');
  await app.listen({ host: '127.0.0.1', port: 0 });
  return (app.server.address() as AddressInfo).port;
}

/** A connection on which the server has received `text`. */
async function send(port: number, text: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {}); // a reset is one way to be closed
  sockets.push(socket);
  await once(socket, 'connect');
  if (text) await new Promise<void>((sent) => socket.write(text, () => sent()));
  await delay(50);
  return socket;
}

const head = (line: string) => `${line} HTTP/1.1\r\nHost: localhost\r\n`;

test.each([
  ['is silent', ''],
  ['sent half a head', head('GET /')],
  [
    'sent half a body',
    `${head('POST /')}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\na=`,
  ],
  ['does not read the answer', `${head('GET /large')}\r\n`],
  ['is kept alive by an open tab', `${head('GET /')}\r\n`],
  ['waits for an answer that never comes', `${head('GET /never')}\r\n`],
])('closes although a connection %s', async (_, text) => {
  const port = await start();
  const socket = await send(port, text);
  socket.pause();
  const control = await fetch(`http://127.0.0.1:${port}/`);
  expect(await control.text()).toBe('here');
  const closed = once(socket.resume(), 'close');
  await app.close(); // the time limit of the test is the failure
  await closed;
});

test('answers a request in progress, and closes its connection', async () => {
  const port = await start();
  const request = get({ port, path: '/slow', agent: false });
  await once(request, 'socket');
  await delay(50);
  const answered = once(request, 'response');
  await app.close();
  const [answer] = await answered;
  expect(answer.statusCode).toBe(200);
  expect((await answer.toArray()).join('')).toBe('answered');
});
