import type { FastifyReply } from 'fastify';

/** An answer as the browser gets it, for a reader: no value of a cookie, and none in the query of an address. */
export interface SentAnswer {
  readonly status: number;
  /** Of a redirect: the address, with the names in its query only. */
  readonly location: string | undefined;
  readonly cookies: readonly SetCookie[];
}

export interface SetCookie {
  readonly name: string;
  /** `Path=/; HttpOnly; SameSite=None`. */
  readonly attributes: string;
}

/** Cookies are complete once the reply was sent. */
export function answerOf(reply: FastifyReply): SentAnswer {
  const location = reply.getHeader('location');
  const set = reply.getHeader('set-cookie') ?? [];
  return {
    status: reply.statusCode,
    location: typeof location === 'string' ? withoutValues(location) : undefined,
    cookies: [set].flat().map((header) => cookieOf(String(header))),
  };
}

function cookieOf(header: string): SetCookie {
  const [pair = '', ...attributes] = header.split(';');
  return {
    name: pair.slice(0, Math.max(0, pair.indexOf('='))),
    attributes: attributes.map((each) => each.trim()).join('; '),
  };
}

/** `/login?ctx&username`: a value may be a secret of the sign-in. */
export function withoutValues(address: string): string {
  const [before = '', query] = address.split('#', 1)[0]?.split(/\?(.*)/s) ?? [];
  if (query === undefined) return before;
  return `${before}?${query
    .split('&')
    .map((pair) => pair.split('=', 1)[0])
    .join('&')}`;
}
