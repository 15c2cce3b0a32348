/** The HTTP agent is no laxer and no stricter than a browser: both play the same sign-ins, and the service provider sees the same requests. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findHeadlessBrowser } from '../../browser/find-browser.ts';
import {
  type Handler,
  html,
  redirect,
  setCookies,
  startShapeSite,
  toIdentityProvider,
} from '../testing/shape-site.ts';
import type { BrowserMaker, IdpSite } from './browser.ts';
import { chromiumBrowsers } from './chromium-browser.ts';
import { Connections, defaultLimits } from './exchange.ts';
import { httpBrowsers } from './http-browser.ts';

interface Shape {
  readonly pages: Readonly<Record<string, Handler>>;
  readonly idpSite?: IdpSite;
  /** The sign-in takes longer than two minutes. */
  readonly slow?: true;
  readonly host?: string;
  /** The requests that must be among those that both send, as `METHOD /path at host: cookies`. */
  readonly sends?: readonly string[];
  /** Why neither can start the sign-in. */
  readonly fault?: RegExp;
}

const every = [
  'none=1; SameSite=None; Secure',
  'lax=1; SameSite=Lax',
  'strict=1; SameSite=Strict',
  'plain=1',
  'unknown=1; SameSite=Whatever',
  'insecure=1; SameSite=None',
  'secure=1; Secure',
  '__Host-good=1; Secure; Path=/',
  '__Host-bad=1; Path=/',
  '__Host-worse=1; Secure; Path=/; Domain=localhost',
  '__Secure-bad=1',
  '__Secure-good=1; Secure; SameSite=None',
  'domain=1; Domain=localhost',
  'foreign=1; Domain=example.com',
  'suffix=1; Domain=com',
  'path=1; Path=/elsewhere',
  'gone=1; Max-Age=0',
  `big=${'x'.repeat(4100)}`,
  `fits=${'x'.repeat(4000)}`,
];
const login: Handler = (response) => {
  setCookies(response, ...every);
  redirect(response, toIdentityProvider());
};
const session = ['sLax=1; SameSite=Lax', 'sStrict=1; SameSite=Strict', 'sPlain=1'];
const acs =
  (answer: Handler): Handler =>
  (response, request) => {
    setCookies(response, ...session);
    answer(response, request);
  };
const selfPosting = (action: string, head = '') =>
  `${head}<form method="post" action="${action}"><input type="hidden" name="again" value="1"></form><script>document.forms[0].submit()</script>`;
const button = (action: string) =>
  `<title>Start</title><form method="post" action="${action}"><input type="hidden" name="authenticity_token" value="t"><button name="by" value="saml">Sign in</button></form>`;

const shapes: Record<string, Shape> = {
  'a redirect with 303': {
    pages: { '/login': login, '/acs': acs((response) => redirect(response, '/home', 303)) },
    sends: [
      'POST /acs at localhost: __Host-good __Secure-good domain fits none plain secure unknown',
      'GET /home at localhost: __Host-good __Secure-good domain fits lax none plain sLax sPlain secure unknown',
    ],
  },
  'a redirect with 307': {
    pages: { '/login': login, '/acs': acs((response) => redirect(response, '/again', 307)) },
    sends: [
      'POST /again at localhost: __Host-good __Secure-good domain fits none plain sPlain secure unknown',
    ],
  },
  'a sign-in of more than two minutes': {
    pages: { '/login': login, '/acs': acs((response) => redirect(response, '/home')) },
    slow: true,
    sends: ['POST /acs at localhost: __Secure-good none'],
  },
  'an identity provider on the same site': {
    pages: { '/login': login, '/acs': acs((response) => redirect(response, '/home')) },
    idpSite: 'same-site',
    sends: [
      'POST /acs at localhost: __Host-good __Secure-good domain fits lax none plain secure strict unknown',
    ],
  },
  'a name below localhost': {
    pages: { '/login': login, '/acs': acs((response) => redirect(response, '/home')) },
    host: 'app.localhost',
  },
  'an IP address': {
    pages: { '/login': login, '/acs': acs((response) => redirect(response, '/home')) },
    host: '127.0.0.1',
  },
  'a redirect to another host of the service provider': {
    pages: {
      '/login': login,
      '/acs': acs((response, request) =>
        redirect(response, `http://127.0.0.1:${request.headers.host?.split(':')[1]}/home`),
      ),
      '/home': (response, request) =>
        redirect(response, `http://localhost:${request.headers.host?.split(':')[1]}/back`),
    },
  },
  'a redirect by 307 to another host of the service provider': {
    pages: {
      '/acs': acs((response, request) =>
        redirect(response, `http://127.0.0.1:${request.headers.host?.split(':')[1]}/home`, 307),
      ),
    },
  },
  'a meta refresh': {
    pages: {
      '/login': login,
      '/acs': acs((response) =>
        html(response, '<meta http-equiv="Refresh" content="0; URL=\'/home\'">'),
      ),
    },
    sends: [
      'GET /home at localhost: __Host-good __Secure-good domain fits lax none plain sLax sPlain sStrict secure strict unknown',
    ],
  },
  'the header Refresh': {
    pages: {
      '/acs': acs((response) =>
        html(response, '<title>Wait</title>', {
          refresh: '0;url=/home',
          'referrer-policy': 'no-referrer',
        }),
      ),
    },
    sends: ['GET /home at localhost: sLax sPlain sStrict'],
  },
  'a refresh after half an hour': {
    pages: {
      '/acs': (response) => html(response, '<meta http-equiv="refresh" content="1800;url=/out">'),
    },
  },
  'a refresh in plain text': {
    pages: {
      '/acs': (response) =>
        html(response, '<meta http-equiv="refresh" content="0;url=/home">', {
          'content-type': 'text/plain',
        }),
    },
  },
  'a refresh without a type that may not be guessed': {
    pages: {
      '/acs': (response) => {
        response.writeHead(200, { 'x-content-type-options': 'nosniff' });
        response.end('<!doctype html><meta http-equiv="refresh" content="0;url=/home">');
      },
    },
  },
  'a form that a script submits': {
    pages: { '/login': login, '/acs': acs((response) => html(response, selfPosting('/again'))) },
    sends: [
      'POST /again at localhost: __Host-good __Secure-good domain fits lax none plain sLax sPlain sStrict secure strict unknown',
    ],
  },
  'a form that a script submits, with a strict referrer policy': {
    pages: {
      '/acs': (response) =>
        html(response, selfPosting('/again'), { 'referrer-policy': 'no-referrer' }),
    },
  },
  'a form whose script is forbidden': {
    pages: {
      '/acs': (response) =>
        html(response, selfPosting('/again'), { 'content-security-policy': "script-src 'self'" }),
    },
  },
  'a form whose script is forbidden in the page': {
    pages: {
      '/acs': (response) =>
        html(
          response,
          selfPosting(
            '/again',
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">',
          ),
        ),
    },
  },
  'a form whose script has a nonce': {
    pages: {
      '/acs': (response) =>
        html(response, selfPosting('/again').replace('<script', '<script nonce="abc"'), {
          'content-security-policy': "script-src 'nonce-abc'; form-action 'self'",
        }),
    },
    sends: ['POST /again at localhost: '],
  },
  'a form that the policy forbids': {
    pages: {
      '/acs': (response) =>
        html(response, selfPosting('/again'), { 'content-security-policy': "form-action 'none'" }),
    },
  },
  'a form in a sandbox': {
    pages: {
      '/acs': (response) =>
        html(response, selfPosting('/again'), {
          'content-security-policy': 'sandbox allow-scripts',
        }),
    },
  },
  'a frame that opens the session': {
    pages: {
      '/acs': (response) => html(response, '<title>Frames</title><iframe src="/frame"></iframe>'),
      '/frame': (response) => {
        setCookies(response, 'framed=1; SameSite=Strict');
        html(response, 'framed');
      },
    },
    sends: ['GET /frame at localhost: ', 'GET /end at localhost: framed'],
  },
  'a frameset': {
    pages: {
      '/acs': (response) => html(response, '<frameset><frame src="/frame"></frameset>'),
      '/frame': (response) => {
        setCookies(response, 'framed=1; SameSite=Lax');
        html(response, 'framed');
      },
    },
    sends: ['GET /end at localhost: framed'],
  },
  'a second sign-in after the first': {
    pages: { '/acs': (response) => redirect(response, '/login') },
  },
  'a redirect to another site': {
    pages: { '/acs': (response) => redirect(response, 'https://hostile.example.test/') },
  },
  'a refresh to another site': {
    pages: {
      '/acs': (response) =>
        html(response, '<meta http-equiv="refresh" content="0;url=https://hostile.example.test/">'),
    },
  },
  'an error page that leads on': {
    pages: {
      '/acs': (response) => {
        response.writeHead(403, { 'content-type': 'text/html' });
        response.end('<title>Refused</title><meta http-equiv="refresh" content="0;url=/home">');
      },
    },
    sends: ['GET /home at localhost: '],
  },
  'a button that starts the sign-in': {
    pages: {
      '/login': (response) => html(response, button('/auth/saml')),
      '/auth/saml': (response) => redirect(response, toIdentityProvider()),
    },
    sends: ['POST /auth/saml at localhost: '],
  },
  'a button that starts the sign-in, among other forms': {
    pages: {
      '/login': (response) =>
        html(
          response,
          `<form action="/search"><input name="q"></form><form method="post" action="/locale"><button>Deutsch</button></form>${button('/users/auth/saml')}`,
        ),
      '/users/auth/saml': (response) => redirect(response, toIdentityProvider()),
    },
    sends: ['POST /users/auth/saml at localhost: '],
  },
  'a button whose redirect the policy forbids': {
    pages: {
      '/login': (response) =>
        html(response, button('/auth/saml'), { 'content-security-policy': "form-action 'self'" }),
      '/auth/saml': (response) => redirect(response, toIdentityProvider()),
    },
    fault: /Content.Security.Policy[\s\S]*form-action/i,
  },
  'a button whose redirect the policy allows': {
    pages: {
      '/login': (response) =>
        html(response, button('/auth/saml'), {
          'content-security-policy': "form-action 'self' http://localhost:4100",
        }),
      '/auth/saml': (response) => redirect(response, toIdentityProvider()),
    },
  },
  'JSON with the address': {
    pages: {
      '/login': (response) => {
        setCookies(response, 'state=1; SameSite=None; Secure');
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ ok: true, data: { redirect: toIdentityProvider() } }));
      },
    },
    sends: ['POST /acs at localhost: state'],
  },
};

describe.skipIf(findHeadlessBrowser() === undefined)(
  'Chromium and the HTTP agent do the same with',
  () => {
    const connections = new Connections({
      signal: new AbortController().signal,
      limits: { ...defaultLimits, timeout: 20_000 },
    });
    let chromium: BrowserMaker;
    beforeAll(async () => {
      chromium = await chromiumBrowsers(connections);
    });
    afterAll(async () => {
      await chromium?.close();
      connections.close();
    });

    test.each(Object.entries(shapes))('%s', async (_, shape) => {
      const real = await play(chromium, shape);
      const simulated = await play(httpBrowsers(connections), shape);
      expect({ ...simulated, said: '' }).toEqual({ ...real, said: '' });
      const sent = real.requests.map(({ request, cookies }) => `${request}: ${cookies}`);
      expect(sent).toEqual(expect.arrayContaining([...(shape.sends ?? [])]));
      if (shape.fault) expect(real.fault).toBe('no_request');
      else expect(real.fault).toBeUndefined();
      if (shape.fault)
        for (const said of [real.said, simulated.said]) expect(said).toMatch(shape.fault);
    });
  },
);

/** One sign-in, then a request of the service provider's own page. */
async function play(browsers: BrowserMaker, shape: Shape) {
  const site = await startShapeSite(shape.pages);
  const origin = (host: string) => `http://${host}:${site.port}`;
  const { host = 'localhost' } = shape;
  const origins = new Set([host, 'localhost', '127.0.0.1'].map(origin));
  const browser = await browsers.open(origins, shape.idpSite);
  try {
    const fault = await browser.start(`${origin(host)}/login`).then(
      () => undefined,
      (error: Error & { code: string }) => error,
    );
    if (fault) return { fault: fault.code, said: fault.message, requests: site.seen() };
    if (shape.slow) await browser.ageCookies();
    const answer = await browser.submit(`${origin(host)}/acs`, [['SAMLResponse', 'message']]);
    await browser.send({ method: 'GET', url: `${origin(host)}/end` });
    const plain = (text: string) => text.replaceAll(String(site.port), 'PORT');
    const withheld = (await browser.withheldCookies()).map(
      ({ name, sameSite, when }) => `${name} ${sameSite} ${when}`,
    );
    return {
      fault: undefined,
      said: '',
      requests: site.seen(),
      status: answer.status,
      title: answer.title,
      url: plain(answer.url),
      locations: answer.locations.map(plain),
      kept: Object.keys(await browser.cookies(`${origin(host)}/`)).toSorted(),
      withheld: [...new Set(withheld)].toSorted(),
    };
  } finally {
    await browser.close();
    await site.close();
  }
}
