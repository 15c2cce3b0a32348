import {
  type Answer,
  type Message,
  type RawRequest,
  type ResponseSpec,
  type Seen,
  type SentFinding,
  type SentKind,
  type UserAgent,
  userNamed,
} from '../../catalogue/index.ts';
import type { BasicSaml } from '../../idp/index.ts';
import type { Sp } from '../../sp/index.ts';
import type { Browser } from '../agent/browser.ts';
import { defaultLimits, type Exchange } from '../agent/exchange.ts';
import { beginLogout } from '../oracle/begin-logout.ts';
import { SentMessages } from '../oracle/judge-sent.ts';
import { formFields, inRequestedClass } from '../oracle/user-agent.ts';

/** What the browsers of one stage share. */
export interface Site {
  /** Without a trailing slash. */
  readonly origin: string;
  readonly companyId: string;
  readonly registration: BasicSaml;
  readonly clock: () => Date;
  /** Sets up what the next sign-in requests. */
  readonly prepare: (wish: { forceAuthn?: boolean; authnContext?: string }) => Promise<void>;
  /** The valid response to a request. */
  readonly answering: (id: string | undefined, relayState: string | undefined) => ResponseSpec;
}

/** A browser of `samlab check` that knows the site. */
export class InProcessAgent implements UserAgent {
  readonly #site: Site;
  readonly #browser: Browser;
  readonly #sent: SentMessages;

  constructor(site: Site, browser: Browser) {
    this.#site = site;
    this.#browser = browser;
    this.#sent = new SentMessages(site.registration, site.clock);
  }

  async begin(wish: { forceAuthn?: boolean; authnContext?: string } = {}): Promise<ResponseSpec> {
    const { origin, companyId, prepare, answering } = this.#site;
    await prepare(wish);
    const sent = await this.#browser.start(`${origin}/login?company=${companyId}`);
    this.#sent.request(sent);
    return inRequestedClass(answering(sent.request.id, sent.relayState), sent);
  }

  async unsolicited(): Promise<ResponseSpec> {
    return this.#site.answering(undefined, undefined);
  }

  post(answering: ResponseSpec, message: Message): Promise<Answer> {
    return this.#browser.submit(answering.sp.acs, formFields(answering, message));
  }

  request(request: RawRequest): Promise<Answer> {
    return this.#browser.send(request);
  }

  async whoami(): Promise<Seen & { text: string }> {
    const url = `${this.#site.origin}/api/whoami`;
    const { status, body } = await this.request({ method: 'GET', url });
    return { signedIn: status === 200, text: body, ...userNamed(body, 'B.Simon@contoso.com') };
  }

  cookies(): Promise<Record<string, string>> {
    return this.#browser.cookies(this.#site.origin);
  }

  plantCookie(name: string, value: string): Promise<void> {
    return this.#browser.plantCookie(this.#site.origin, name, value);
  }

  async fork(): Promise<InProcessAgent> {
    return new InProcessAgent(this.#site, await this.#browser.fork());
  }

  async beginLogout(): Promise<{ id: string; relayState: string | undefined }> {
    const begun = await beginLogout(this.#browser, `${this.#site.origin}/account`);
    this.#sent.logout(begun.sent);
    return begun;
  }

  judgeSent(kind: SentKind): readonly SentFinding[] {
    return this.#sent.judge(kind);
  }
}

/** Sends requests straight into the application, without a network. @throws {Error} when the service provider crashes */
export function inProcess(app: Sp['app']): Exchange {
  return {
    limits: defaultLimits,
    async send({ method, url, headers = {}, body }) {
      const { pathname, search } = new URL(url);
      const answer = await app.inject({
        method: method === 'POST' ? 'POST' : 'GET',
        url: `${pathname}${search}`,
        headers,
        ...(body !== undefined && { payload: Buffer.from(body) }),
      });
      const { statusCode: status, headers: received, rawPayload } = answer;
      if (status >= 500) throw new Error(`The service provider crashed: ${status} ${answer.body}`);
      const { location, 'content-type': type } = received;
      return {
        status,
        headers: {
          ...(location !== undefined && { location }),
          'content-type': String(type),
          'set-cookie': [received['set-cookie'] ?? []].flat(),
        },
        body: rawPayload,
      };
    },
    close: () => {},
  };
}
