import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { findHeadlessBrowser } from '../../browser/find-browser.ts';
import { toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import * as loopback from '../subject/loopback.ts';
import { chromiumBrowsers } from './chromium-browser.ts';
import { Connections } from './exchange.ts';
import { Trust } from './trust.ts';

vi.mock('../subject/loopback.ts', { spy: true });

const open: Connections[] = [];
let url: string;
let pem: string;
let server: ReturnType<typeof createServer>;
beforeAll(async () => {
  const { privateKey, certificate } = await makeSigningCertificate({
    subject: 'CN=localhost',
    notBefore: new Date(Date.now() - 60_000),
  });
  pem = toPem(certificate);
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  server = createServer({ key, cert: pem }, (_, response) => {
    response.setHeader('content-type', 'text/html').end('<title>here</title>');
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  url = `https://localhost:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => {
  vi.mocked(loopback.isLoopback).mockReset();
  for (const each of open.splice(0)) each.close();
});
afterAll(() => server.close());

function get(trust: Trust) {
  const connections = new Connections({ signal: new AbortController().signal, trust });
  open.push(connections);
  return connections.send({ method: 'GET', url });
}

test('a private certificate is accepted on this machine, which is said once', async () => {
  const told = vi.fn();
  const trust = new Trust([], told);
  await get(trust);
  expect((await get(trust)).status).toBe(200);
  expect(told.mock.calls).toEqual([[new URL(url).origin]]);
});

test('on another machine it must lead to an authority that is trusted', async () => {
  vi.mocked(loopback.isLoopback).mockReturnValue(false);
  await expect(get(new Trust())).rejects.toThrow(/DEPTH_ZERO_SELF_SIGNED_CERT.* --ca/);
  const told = vi.fn();
  expect((await get(new Trust([pem], told))).status).toBe(200);
  expect(told).not.toHaveBeenCalled();
});

test.skipIf(findHeadlessBrowser() === undefined)(
  'Chromium goes where the HTTP client may',
  async () => {
    const signal = new AbortController().signal;
    const play = async (trust: Trust) => {
      const connections = new Connections({ signal, trust });
      open.push(connections);
      const browsers = await chromiumBrowsers(connections);
      try {
        const browser = await browsers.open(new Set([new URL(url).origin]));
        const answer = await browser.submit(`${url}acs`, [['SAMLResponse', 'x']]);
        const whoami = await browser.send({ method: 'GET', url });
        return [answer.title, whoami.title];
      } finally {
        await browsers.close();
      }
    };
    expect(await play(new Trust())).toEqual(['here', 'here']);
    vi.mocked(loopback.isLoopback).mockReturnValue(false);
    await expect(play(new Trust())).rejects.toThrow(/--ca/);
    expect(await play(new Trust([pem]))).toEqual(['here', 'here']);
  },
);
