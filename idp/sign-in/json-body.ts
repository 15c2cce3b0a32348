import type { FastifyInstance } from 'fastify';
import { IdpError } from '../errors.ts';
import type { ServeVisit, SignInVisit } from '../sign-in-visit.ts';

/** In bytes; real requests have about one kilobyte. */
const BODY_LIMIT = 16 * 1024;

/**
 * Lets routes of this instance read JSON, whatever the Content-Type says: clients without a browser send none (entra-saml.md 10.5). The
 * flow token in the body keeps other sites out.
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    app.getDefaultJsonParser('error', 'error'),
  );
}

/**
 * Reads members of a JSON object that are strings or numbers, by their name in any letter case, as Entra does. Others count as absent. A number is
 * a code of six digits; a client that sends it as a number has lost its leading zeros.
 *
 * @param names in lower case
 */
export function jsonFields<Name extends string>(
  body: unknown,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  if (typeof body !== 'object' || body === null) return found;
  for (const [key, value] of Object.entries(body)) {
    const name = names.find((each) => each === key.toLowerCase());
    if (!name) continue;
    if (typeof value === 'string') found[name] = value;
    if (typeof value === 'number') found[name] = String(value).padStart(6, '0');
  }
  return found;
}

/** Serves a route that answers with JSON; a refusal is what `refused` makes of it, with the status of the refusal. */
export const serveJson =
  (serve: ServeVisit, refused: (error: IdpError, visit: SignInVisit) => object) =>
  (answer: (visit: SignInVisit) => Promise<object>) =>
    serve(async (visit) => {
      const { reply } = visit;
      reply.header('cache-control', 'no-store');
      try {
        return reply.send(await answer(visit));
      } catch (error) {
        if (!(error instanceof IdpError)) throw error;
        return reply.code(error.status).send(refused(error, visit));
      }
    });
