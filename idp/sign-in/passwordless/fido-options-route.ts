import type { FastifyInstance } from 'fastify';
import type { ServeVisit } from '../../sign-in-visit.ts';
import { serveJson } from '../json-body.ts';
import { FIDO_OPTIONS } from './fido.tsx';
import { beginPasskey } from './fido-answer.ts';

/** Options for the script of the page, with a new challenge each time. */
export function passkeyOptionsRoute(app: FastifyInstance, serve: ServeVisit): void {
  const answerJson = serveJson(serve, ({ code, message }) => ({ error: { code, message } }));
  app.post(FIDO_OPTIONS, answerJson(beginPasskey));
}
