import { subscribe } from 'node:diagnostics_channel';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { startLab } from 'samlab';
import { readHtmlPage } from '../web/markup/html-page.ts';
import type { HttpClient } from '../web/testing/http-client.ts';
import {
  arbitraryRequest,
  type FuzzedRequest,
  type KnownForm,
  type Route,
  sendRaw,
} from './fuzzed-request.ts';
import { administrator, signIn } from './sign-in.ts';

/** Pages read to learn the forms that an administrator sees. */
const PAGES = 80;

/** Arbitrary requests to every route, with and without a session; no answer may be a server error. */
export async function fuzzRoutes({ requests, seed }: { requests: number; seed: number }) {
  const registered = collectRoutes();
  const errors: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line) => errors.push(line) });
  const log = { logger, messages: false };
  const lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 }, log });
  try {
    const browser = await signIn(lab, administrator, `${lab.start.idp}/admin`);
    const forms = await findForms(browser, `${lab.start.idp}/admin`);
    const routes = registered(lab.start.idp);
    const failures: string[] = [];
    const work = fc.sample(arbitraryRequest(routes, forms), { numRuns: requests, seed });
    let refusals = 0;
    await inParallel(work, 8, async (request: FuzzedRequest) => {
      const cookie = request.signedIn ? browser.cookies.headerFor(request.url) : undefined;
      const { status, problem } = await sendRaw(request, cookie);
      if (status >= 400) refusals += 1;
      // 501 is an answer on purpose: WS-Federation is not modelled.
      if ((status >= 500 && status !== 501) || status === 0)
        failures.push(`${problem ?? status}: ${JSON.stringify(request).slice(0, 600)}`);
    });
    for (const site of [lab.start.lab, lab.start.idp, lab.start.sp])
      if ((await fetch(`${site}/healthz`)).status !== 200) failures.push(`${site} is not healthy`);
    failures.push(...new Set(errors.map(stackOf)));
    const tried = `${requests} requests to ${routes.length} routes and ${forms.length} forms (${refusals} refused), seed ${seed}`;
    return { tried, failures };
  } finally {
    await lab.close();
  }
}

/** Where an error came from, from a line of the log. */
function stackOf(line: string): string {
  const { err, msg } = JSON.parse(line) as { err?: { stack?: string }; msg?: string };
  return `error in the log: ${(err?.stack ?? msg ?? line).split('\n').slice(0, 5).join(' ')}`;
}

/** Every route of the applications that are built from now on. The admin center is one of them, reached through the identity provider. */
function collectRoutes(): (idp: string) => Route[] {
  const found: { app: FastifyInstance; method: string | string[]; path: string }[] = [];
  subscribe('fastify.initialization', (message) => {
    const app = (message as { fastify: FastifyInstance }).fastify;
    app.addHook('onRoute', ({ method, url }) => {
      found.push({ app, method, path: url });
    });
  });
  return (idp) =>
    found.flatMap(({ app, method, path }) => {
      const address = app.server.address() as AddressInfo | null;
      const origin = address ? `http://localhost:${address.port}` : idp;
      return [method].flat().map((one) => ({ method: one, origin, path }));
    });
}

/** The forms on the pages that a signed-in administrator can reach by links. */
async function findForms(browser: HttpClient, start: string): Promise<KnownForm[]> {
  const { origin } = new URL(start);
  const waiting = [start];
  const seen = new Set(waiting);
  const forms: KnownForm[] = [];
  for (let url = waiting.shift(); url && seen.size < PAGES * 4; url = waiting.shift()) {
    await browser.open(url);
    for (const form of readHtmlPage(browser.html, browser.url).forms)
      if (form.method === 'post' && !/sign-?out|logout/i.test(form.action)) forms.push(form);
    for (const [, href = ''] of browser.html.matchAll(/<a [^>]*href="([^"]+)"/g)) {
      const next = URL.parse(href.replaceAll('&amp;', '&'), browser.url);
      if (next?.origin !== origin || /sign-?out|logout/i.test(next.pathname)) continue;
      if (seen.has(next.href) || seen.size >= PAGES) continue;
      seen.add(next.href);
      waiting.push(next.href);
    }
  }
  return forms;
}

async function inParallel<T>(
  items: readonly T[],
  workers: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const work = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: workers }, work));
}
