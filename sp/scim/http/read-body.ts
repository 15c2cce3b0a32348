import type { FastifyInstance, FastifyRequest } from 'fastify';
import { scimMediaType } from '../../../scim/media-type.ts';
import { badRequest } from '../scim-error.ts';
import { copyJson, type Value } from '../values.ts';

/** What arrived, as text, for the list of received operations. */
const bodies = new WeakMap<FastifyRequest, string>();

export const receivedBody = (request: FastifyRequest): string | undefined => bodies.get(request);

/**
 * Reads JSON of both media types, with any parameters (RFC 7644 8.1; Entra sends a charset). Fastify's own parser refuses an empty body, which some
 * clients send with DELETE (LIF-61).
 */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>(
    [scimMediaType, 'application/json'],
    { parseAs: 'string' },
    (request, text, done) => {
      bodies.set(request, text);
      try {
        done(null, readJson(text));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

/** @throws {ScimError} invalidSyntax, invalidValue */
function readJson(text: string): Value | undefined {
  if (text.trim() === '') return undefined;
  return copyJson(parse(text));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('invalidSyntax', 'The body is not JSON.');
  }
}
