import { inflateRawSync } from 'node:zlib';
import type { Sp } from '../../../sp/index.ts';
import type { Message } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { type Answer, NotPlayable, type RawRequest, type UserAgent } from '../stage.ts';

/** What the agents of one stage share. */
export interface Site {
  readonly app: Sp['app'];
  /** Without a slash at the end. */
  readonly origin: string;
  readonly companyId: string;
  /** Sets up what the next sign-in asks for. */
  readonly prepare: (wish: { forceAuthn?: boolean; authnContext?: string }) => Promise<void>;
  /** The honest answer to a request. */
  readonly answering: (id: string, relayState: string | undefined) => ResponseSpec;
}

const form = 'application/x-www-form-urlencoded';
const MAX_REDIRECTS = 5;

/** A browser without a screen and without a network: requests go straight into the application, cookies stay in a jar. */
export class InProcessAgent implements UserAgent {
  readonly #site: Site;
  readonly #jar: Map<string, string>;

  constructor(site: Site, jar: ReadonlyMap<string, string> = new Map()) {
    this.#site = site;
    this.#jar = new Map(jar);
  }

  async begin(wish: { forceAuthn?: boolean; authnContext?: string } = {}): Promise<ResponseSpec> {
    const { origin, companyId, prepare, answering } = this.#site;
    await prepare(wish);
    const answer = await this.request({
      ...{ method: 'GET', url: `${origin}/login?company=${companyId}` },
    });
    const { id, relayState } = sentRequest(answer);
    return answering(id, relayState);
  }

  async post(answering: ResponseSpec, message: Message): Promise<Answer> {
    const fields = new URLSearchParams({ SAMLResponse: encoded(message) });
    const { relayState = answering.relayState ?? null } = message;
    if (relayState !== null) fields.set('RelayState', relayState);
    const url = answering.sp.acs;
    return this.#follow(
      await this.request({ method: 'POST', url, contentType: form, body: fields.toString() }),
    );
  }

  async request({ method, url, contentType, body }: RawRequest): Promise<Answer> {
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const { pathname, search } = new URL(url);
    const answer = await this.#site.app.inject({
      ...{ method, url: `${pathname}${search}` },
      headers: {
        accept: 'text/html',
        ...(cookie !== '' && { cookie }),
        ...(contentType !== undefined && { 'content-type': contentType }),
      },
      ...(body !== undefined && { payload: Buffer.from(body) }),
    });
    if (answer.statusCode >= 500)
      throw new Error(`The service provider broke down: ${answer.statusCode} ${answer.body}`);
    for (const { name, value } of answer.cookies) {
      if (value === '') this.#jar.delete(name);
      else this.#jar.set(name, value);
    }
    return {
      ...{ status: answer.statusCode, url, body: answer.body },
      locations: [answer.headers.location ?? []].flat().map(String),
      contentType: String(answer.headers['content-type'] ?? ''),
      title: /<title>([^<]*)/.exec(answer.body)?.[1] ?? '',
      check: /<code data-check="([^"]+)"/.exec(answer.body)?.[1],
    };
  }

  async whoami(): Promise<{ signedIn: boolean; text: string }> {
    const url = `${this.#site.origin}/api/whoami`;
    const { status, body } = await this.request({ method: 'GET', url });
    return { signedIn: status === 200, text: body };
  }

  async cookies(): Promise<Record<string, string>> {
    return Object.fromEntries(this.#jar);
  }

  async fork(): Promise<InProcessAgent> {
    return new InProcessAgent(this.#site, this.#jar);
  }

  async beginLogout(): Promise<{ id: string; relayState: string | undefined }> {
    const { origin } = this.#site;
    const page = await this.request({ method: 'GET', url: `${origin}/account` });
    const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const body = new URLSearchParams({ _csrf: token }).toString();
    const url = `${origin}/sign-out`;
    const answer = await this.request({ method: 'POST', url, contentType: form, body });
    if (answer.locations.length === 0)
      throw new NotPlayable('Signing out here does not involve the identity provider.');
    return sentRequest(answer);
  }

  /** Within the site only, as a browser would go on. */
  async #follow(first: Answer): Promise<Answer> {
    let answer = first;
    const locations = [...first.locations];
    for (let hop = 0; hop < MAX_REDIRECTS; hop += 1) {
      const [location] = answer.locations;
      const next = location === undefined ? undefined : new URL(location, answer.url);
      if (!next || next.origin !== this.#site.origin) break;
      answer = await this.request({ method: 'GET', url: next.href });
      locations.push(...answer.locations);
    }
    return { ...answer, locations };
  }
}

/** What a redirect to the identity provider carries. */
function sentRequest({ locations: [location], status }: Answer) {
  if (location === undefined)
    throw new Error(`The service provider sent nobody to the identity provider: ${status}.`);
  const { searchParams } = new URL(location);
  const deflated = Buffer.from(searchParams.get('SAMLRequest') ?? '', 'base64');
  const id = / ID="([^"]+)"/.exec(inflateRawSync(deflated).toString('utf8'))?.[1];
  if (id === undefined) throw new Error('The request to the identity provider has no ID.');
  return { id, relayState: searchParams.get('RelayState') ?? undefined };
}

function encoded({ xml, encode }: Message): string {
  const bytes = typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml;
  return encode ? encode(bytes) : Buffer.from(bytes).toString('base64');
}
