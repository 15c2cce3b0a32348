import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { text } from 'node:stream/consumers';
import { HttpClient } from '../../web/testing/http-client.ts';
import type { Lab } from '../library.ts';

/** A browser for which every host name is this machine. Host and trust are what fetch does not let callers set. */
export class LocalBrowser extends HttpClient {
  /** The Set-Cookie headers of all answers. */
  readonly cookiesSet: string[] = [];
  readonly #ca: string | undefined;

  /** @param ca what it trusts besides what Node does, as PEM */
  constructor(ca?: string) {
    super();
    this.#ca = ca;
  }

  override async send(url: string, init: RequestInit = {}): Promise<Response> {
    const { protocol, host, hostname, port, pathname, search } = new URL(url);
    const body = init.body === undefined ? '' : String(init.body);
    const headers = {
      host,
      cookie: this.cookies.headerFor(url),
      ...(body && { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const { method = 'GET' } = init;
    const options = { host: '127.0.0.1', port, path: `${pathname}${search}`, method, headers };
    const asked =
      protocol === 'https:'
        ? requestSecurely({ ...options, servername: hostname, ca: this.#ca, agent: false })
        : request(options);
    asked.end(body);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const { statusCode: status = 0, headers: given } = answer;
    const cookies = given['set-cookie'] ?? [];
    this.cookiesSet.push(...cookies);
    this.cookies.keep(cookies, url);
    const location = given.location === undefined ? {} : { location: given.location };
    return new Response(await text(answer), { status, headers: location });
  }
}

/** Signs in at Peakon as the first user of the lab. */
export async function signInAt({ start, ca }: Lab): Promise<LocalBrowser> {
  const client = new LocalBrowser(ca);
  const [user] = start.users;
  const email = user?.userPrincipalName ?? '';
  await client.open(`${start.sp}/login`);
  await client.submit({ email });
  await client.submit({ loginfmt: email, passwd: user?.password ?? '' });
  await client.submit({ LoginOptions: '3' });
  await client.submit();
  return client;
}
