import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { ApiProblem } from './problem.ts';

/** Refuses requests without `Authorization: Bearer` and the token (RFC 6750 2.1). @throws {ApiProblem} `unauthorized` */
export function requireToken(app: FastifyInstance, token: string): void {
  const expected = digest(token);
  app.addHook('onRequest', (request, reply, done) => {
    const [, given] = /^Bearer +([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return done();
    reply.header('www-authenticate', 'Bearer realm="samlab"');
    const what = given === undefined ? 'The request has no token' : 'The token is wrong';
    done(
      new ApiProblem(
        'unauthorized',
        `${what}: send the header Authorization: Bearer with the token that was printed when the lab started, or given to it as SAMLAB_API_TOKEN.`,
      ),
    );
  });
}

/** Of equal length, which the comparison in constant time needs. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
