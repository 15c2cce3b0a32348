import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { Cookies } from './cookies.ts';

export type Answer = LightMyRequestResponse;
export type Headers = Record<string, string>;
/** `FormData` is sent as multipart/form-data. */
export type Form = Record<string, string> | [string, string][] | string | FormData;

/** A browser of one application without a network: requests are injected, cookies are kept, redirects are not followed. */
export class AppClient {
  readonly cookies = new Cookies();
  readonly #app: FastifyInstance;

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  get(url: string, headers: Headers = {}): Promise<Answer> {
    return this.#send({ method: 'GET', url, headers });
  }

  /** Posts a form; a `content-type` in `headers` overrides that of the form. */
  async post(url: string, form: Form, headers: Headers = {}): Promise<Answer> {
    const sent = new Response(form instanceof FormData ? form : new URLSearchParams(form));
    const type = { 'content-type': sent.headers.get('content-type') ?? '' };
    const payload = Buffer.from(await sent.arrayBuffer());
    return this.#send({ method: 'POST', url, headers: { ...type, ...headers }, payload });
  }

  /** Posts JSON. @param headers name the media type, or no header does: some programs send none */
  postJson(url: string, body: unknown, headers: Headers = {}): Promise<Answer> {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    return this.#send({ method: 'POST', url, headers, payload });
  }

  async #send(request: InjectOptions & { url: string }): Promise<Answer> {
    const address = new URL(request.url, 'http://localhost').href;
    const cookie = this.cookies.headerFor(address);
    const headers = { ...(cookie && { cookie }), ...request.headers };
    const answer = await this.#app.inject({ ...request, headers });
    this.cookies.keep([answer.headers['set-cookie'] ?? []].flat(), address);
    return answer;
  }
}
