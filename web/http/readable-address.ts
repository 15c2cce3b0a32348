import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Another application answers, also for an address that cannot be read. Default false. */
    handedOver?: boolean;
  }
}

/** In characters: the longest name in a path is a domain of 253, and ids of SCIM have up to 300. */
const LONGEST_PARAMETER = 300;

/** What the router takes; headers and address together are never longer. What is longer than a parameter may be is refused behind it. */
export const LONGEST_FOR_ROUTER = 64 * 1024;

/** Requests whose path could not be decoded. */
const undecodable = new WeakSet<IncomingMessage>();

const messages = {
  address_undecodable:
    'The address cannot be read: write %25 for a % that does not begin the code of a character.',
  address_too_long: `A name or an id in the address has more than ${LONGEST_PARAMETER} characters.`,
} as const;

/** The address cannot be decoded, or a part of it is too long. Status 400; the message says what is wrong. */
export class UnreadableAddress extends Error {
  override readonly name = 'UnreadableAddress';
  readonly statusCode = 400;
  readonly code: keyof typeof messages;

  constructor(code: keyof typeof messages) {
    super(messages[code]);
    this.code = code;
  }
}

/**
 * The address by which a request is routed. The router knows no route for a path that cannot be decoded (RFC 3986 2.1), and Fastify would answer in its
 * own form, where a client of SCIM, OAuth or Microsoft Graph expects theirs. So each `%` of such a path is taken as it is written, and
 * `refuseUnreadable` refuses the request where its route is known.
 */
export function readableAddress(request: IncomingMessage): string {
  const { url = '/' } = request;
  const [path = ''] = url.split('?', 1);
  if (!path.includes('%') || isDecodable(path)) return url;
  undecodable.add(request);
  return path.replaceAll('%', '%25') + url.slice(path.length);
}

function isDecodable(path: string): boolean {
  try {
    decodeURI(path);
    return true;
  } catch {
    return false;
  }
}

/** Refuses addresses that cannot be read, so that the error handler of their route answers. */
export function refuseUnreadable(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.config.handedOver) return done();
    if (undecodable.has(request.raw)) return done(new UnreadableAddress('address_undecodable'));
    const { '*': _, ...parameters } = (request.params ?? {}) as Record<string, string>;
    const isLong = Object.values(parameters).some((value) => value.length > LONGEST_PARAMETER);
    done(isLong ? new UnreadableAddress('address_too_long') : undefined);
  });
}
