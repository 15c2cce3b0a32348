import {
  type Answer,
  authnStatementXml,
  honestSpec,
  type Message,
  type RawRequest,
  type ResponseSpec,
  type SentFinding,
  type SentKind,
  type UserAgent,
  type WithheldCookie,
} from '../../catalogue/index.ts';
import type { Browser } from '../agent/browser.ts';
import type { SentRequest } from '../agent/sent-request.ts';
import { isNoStart } from '../errors.ts';
import { readSession, type SessionState } from '../subject/session-probe.ts';
import type { RunSetup } from '../subject/target.ts';
import { beginLogout } from './begin-logout.ts';
import { SentMessages } from './judge-sent.ts';
import type { RunRecorder } from './run-recorder.ts';

export interface AgentParts {
  readonly browser: Browser;
  readonly setup: RunSetup;
  readonly newId: () => string;
  readonly recorder: RunRecorder;
  /** The value at the JSON pointer of --success for the test user. */
  readonly honestValue: string | undefined;
}

/** A browser that knows the target, as the cases of the catalogue use it. */
export class CheckAgent implements UserAgent {
  readonly #parts: AgentParts;
  readonly #sent: SentMessages;
  #isFresh: boolean;
  readonly beginLogout?: NonNullable<UserAgent['beginLogout']>;

  /** @param isFresh it has visited nothing. */
  constructor(parts: AgentParts, isFresh = true) {
    this.#parts = parts;
    this.#isFresh = isFresh;
    const { browser, setup } = parts;
    this.#sent = new SentMessages(setup.registration, setup.clock);
    const { accountUrl } = setup;
    if (accountUrl !== undefined)
      this.beginLogout = async () => {
        const begun = await beginLogout(browser, accountUrl);
        this.#sent.logout(begun.sent);
        return begun;
      };
  }

  async begin(wish: { forceAuthn?: boolean; authnContext?: string } = {}): Promise<ResponseSpec> {
    const { browser, setup } = this.#parts;
    const { loginUrl } = setup;
    if (loginUrl === undefined) return this.#spec(undefined);
    const url = setup.loginUrlFor ? await setup.loginUrlFor(wish) : loginUrl;
    const { recorder } = this.#parts;
    const sent = await browser.start(url).catch((error: unknown) => {
      // A browser that was signed in may not be asked again, and a wish may not be known.
      if (isNoStart(error) && this.#isFresh && url === loginUrl) recorder.notStarted = error;
      throw error;
    });
    this.#isFresh = false;
    recorder.request(sent);
    this.#sent.request(sent);
    return this.#spec(sent);
  }

  async post(answering: ResponseSpec, message: Message): Promise<Answer> {
    const { browser, recorder, setup } = this.#parts;
    this.#isFresh = false;
    // A case that sends no RelayState cannot know that this service provider requires one.
    const sent =
      message.relayState === null ? { ...message, relayState: setup.relayState ?? null } : message;
    recorder.sending = { answering, message: sent };
    const answer = await browser.submit(answering.sp.acs, formFields(answering, sent));
    recorder.posted({ answering, message: sent, answer });
    return answer;
  }

  async request(request: RawRequest): Promise<Answer> {
    this.#isFresh = false;
    const answer = await this.#parts.browser.send(request);
    this.#parts.recorder.answered(answer);
    return answer;
  }

  async whoami(): Promise<SessionState & { readonly answer: Answer }> {
    const { browser, setup, honestValue } = this.#parts;
    const answer = await browser.send({ method: 'GET', url: setup.probe.url });
    return { ...readSession(setup.probe, answer, honestValue), answer };
  }

  judgeSent(kind: SentKind): readonly SentFinding[] {
    return this.#sent.judge(kind);
  }

  withheldCookies(): Promise<readonly WithheldCookie[]> {
    return this.#parts.browser.withheldCookies();
  }

  ageCookies(): Promise<void> {
    return this.#parts.browser.ageCookies();
  }

  cookies(): Promise<Record<string, string>> {
    const { browser, setup } = this.#parts;
    return browser.cookies(setup.sp.acs);
  }

  plantCookie(name: string, value: string): Promise<void> {
    const { browser, setup } = this.#parts;
    return browser.plantCookie(setup.sp.acs, name, value);
  }

  async fork(): Promise<CheckAgent> {
    const browser = await this.#parts.browser.fork();
    this.#parts.recorder.opened(browser);
    return new CheckAgent({ ...this.#parts, browser }, this.#isFresh);
  }

  async unsolicited(): Promise<ResponseSpec> {
    return this.#spec(undefined);
  }

  #spec(sent: SentRequest | undefined): ResponseSpec {
    const { setup, newId } = this.#parts;
    const acs = (sent && setup.acsFor?.(sent.request)) ?? setup.sp.acs;
    const spec = honestSpec({
      cast: setup.cast,
      idpEntityId: setup.identityProvider.entityId,
      identity: setup.identity,
      sp: { entityId: setup.sp.entityId, acs },
      inResponseTo: sent?.request.id,
      relayState: sent ? sent.relayState : setup.relayState,
      newId,
      now: setup.clock(),
    });
    return sent ? inRequestedClass(spec, sent) : spec;
  }
}

/** The same response in the authentication class that the request asked for: a correct identity provider responds so or with an error (SAML Core 3.3.2.2.1). */
export function inRequestedClass(spec: ResponseSpec, { request }: SentRequest): ResponseSpec {
  const classRef = request.requestedAuthnContext?.classRefs[0];
  if (classRef === undefined) return spec;
  const { id, issueInstant = '' } = spec.assertion;
  const statement = { authnInstant: issueInstant, sessionIndex: id, classRef };
  return {
    ...spec,
    assertion: { ...spec.assertion, authnStatements: authnStatementXml(statement) },
  };
}

/** The form fields of the identity provider's self-posting page (SAML Bindings 3.5.4). */
export function formFields(
  answering: ResponseSpec,
  { xml, encode, relayState = answering.relayState ?? null }: Message,
): [string, string][] {
  const bytes = typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml;
  const value = encode ? encode(bytes) : Buffer.from(bytes).toString('base64');
  return [
    ['SAMLResponse', value],
    ...(relayState === null ? [] : [['RelayState', relayState] satisfies [string, string]]),
  ];
}
