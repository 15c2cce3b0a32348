import {
  type Answer,
  authnStatementXml,
  honestSpec,
  type Message,
  type RawRequest,
  type ResponseSpec,
  type UserAgent,
} from '../../catalogue/index.ts';
import type { Browser } from '../agent/browser.ts';
import type { SentRequest } from '../agent/sent-request.ts';
import { readSighting, type Sighting } from '../subject/session-probe.ts';
import type { Ground } from '../subject/target.ts';
import { beginLogout } from './begin-logout.ts';
import type { RunRecorder } from './run-recorder.ts';

export interface AgentParts {
  readonly browser: Browser;
  readonly ground: Ground;
  readonly newId: () => string;
  readonly recorder: RunRecorder;
  /** What the probe's JSON pointer named for the honest identity. */
  readonly honestValue: string | undefined;
}

/** A browser that knows the target: what the cases of the catalogue drive. */
export class CheckAgent implements UserAgent {
  readonly #parts: AgentParts;
  readonly beginLogout?: NonNullable<UserAgent['beginLogout']>;

  constructor(parts: AgentParts) {
    this.#parts = parts;
    const { browser, ground } = parts;
    const { accountUrl } = ground;
    if (accountUrl !== undefined) this.beginLogout = () => beginLogout(browser, accountUrl);
  }

  async begin(wish: { forceAuthn?: boolean; authnContext?: string } = {}): Promise<ResponseSpec> {
    const { browser, ground } = this.#parts;
    const { loginUrl } = ground;
    if (loginUrl === undefined) return this.#spec(undefined);
    const url = ground.loginUrlFor ? await ground.loginUrlFor(wish) : loginUrl;
    const sent = await browser.start(url);
    this.#parts.recorder.request(sent);
    return this.#spec(sent);
  }

  async post(answering: ResponseSpec, message: Message): Promise<Answer> {
    const { browser, recorder } = this.#parts;
    const answer = await browser.submit(answering.sp.acs, formFields(answering, message));
    recorder.posted({ answering, message, answer });
    return answer;
  }

  async request(request: RawRequest): Promise<Answer> {
    const answer = await this.#parts.browser.send(request);
    this.#parts.recorder.answered(answer);
    return answer;
  }

  whoami(): Promise<Sighting> {
    return this.sight();
  }

  /** The probe, with what only the oracle may see: whether it is somebody else. */
  async sight(): Promise<Sighting> {
    const { browser, ground, honestValue, recorder } = this.#parts;
    const answer = await browser.send({ method: 'GET', url: ground.probe.url });
    const sighting = readSighting(ground.probe, answer, honestValue);
    recorder.sighted(sighting);
    return sighting;
  }

  cookies(): Promise<Record<string, string>> {
    const { browser, ground } = this.#parts;
    return browser.cookies(ground.sp.acs);
  }

  async fork(): Promise<CheckAgent> {
    const browser = await this.#parts.browser.fork();
    this.#parts.recorder.opened(browser);
    return new CheckAgent({ ...this.#parts, browser });
  }

  /** The honest answer to no request at all. */
  unsolicited(): ResponseSpec {
    return this.#spec(undefined);
  }

  #spec(sent: SentRequest | undefined): ResponseSpec {
    const { ground, newId } = this.#parts;
    const spec = honestSpec({
      cast: ground.cast,
      idpEntityId: ground.identityProvider.entityId,
      identity: ground.identity,
      sp: { entityId: ground.sp.entityId, acs: ground.sp.acs },
      inResponseTo: sent?.request.id,
      relayState: sent?.relayState,
      newId,
      now: ground.clock(),
    });
    // An honest identity provider answers with the class that was asked for, or not at all (SAML Core 3.3.2.2.1).
    const classRef = sent?.request.requestedAuthnContext?.classRefs[0];
    if (classRef === undefined) return spec;
    const { id, issueInstant = '' } = spec.assertion;
    const statement = { authnInstant: issueInstant, sessionIndex: id, classRef };
    return {
      ...spec,
      assertion: { ...spec.assertion, authnStatements: authnStatementXml(statement) },
    };
  }
}

/** The fields of the identity provider's form (SAML Bindings 3.5.4). */
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
