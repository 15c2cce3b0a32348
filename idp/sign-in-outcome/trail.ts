import type { FastifyRequest } from 'fastify';
import { browserOf } from '../browser-cookie.ts';
import type { AccessVerdict } from '../conditional-access/evaluate.ts';
import { correlationIdOf } from '../correlation-id.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import { aadsts, type IdpError } from '../errors.ts';
import type { PostedResponse } from '../posted-response.ts';
import type { SignInOutcome, SignInUser, UsedMethods } from './outcome.ts';

/** The pages that interrupt a sign-in: change the password, register or give a second factor, stay signed in. */
export type InterruptCode = 50055 | 50072 | 50074 | 50140;

/** What becomes known about one request to sign in. Each step records what it finds out; nothing reads it before the outcome is filed. */
export class SignInTrail {
  #purpose: SignInOutcome['purpose'] = 'token';
  #tenantId: string | undefined;
  #application: SignInApplication | undefined;
  #user: SignInUser | undefined;
  #userName: string | undefined;
  #methods: UsedMethods | undefined;
  #access: AccessVerdict | undefined;
  #response: PostedResponse | undefined;
  #error: IdpError | undefined;
  #interruption: IdpError | undefined;
  #finished = false;
  #requestXml: () => string | undefined = () => undefined;

  /** What the sign-in is for; a token unless set. */
  purpose(purpose: SignInOutcome['purpose']): void {
    this.#purpose = purpose;
  }

  /** @param id GUID of the tenant in the path, or `common`, which names none */
  tenant(id: string): void {
    this.#tenantId = id === 'common' ? undefined : id;
  }

  application(application: SignInApplication | undefined): void {
    this.#application = application;
  }

  user(user: SignInUser | undefined): void {
    this.#user = user;
  }

  /** The user name as typed, for when no user has it. */
  userName(typed: string): void {
    this.#userName = typed;
  }

  /** @param xml reads the request; called only when an observer needs it */
  request(xml: () => string | undefined): void {
    this.#requestXml = xml;
  }

  /** How the user signed in: in this attempt, or earlier, to the session. */
  signedInBy(modes: UsedMethods['modes'], when: UsedMethods['when']): void {
    this.#methods = { modes, when };
  }

  /** The verdict of Conditional Access. */
  access(verdict: AccessVerdict): void {
    this.#access = verdict;
  }

  /** A response was sent to the service provider. */
  posted(response: PostedResponse): void {
    this.#response = response;
  }

  /** The sign-in was refused: by a thrown error, on the form, or in a response to the service provider. */
  refused(error: IdpError): void {
    this.#error = error;
  }

  /** A page other than the first was shown. */
  asked(code: InterruptCode): void {
    this.#interruption = aadsts(code, {});
  }

  /** Signed in for a page of this site, with no response to post. */
  finished(): void {
    this.#finished = true;
  }

  outcome(request: FastifyRequest, at: Date): SignInOutcome {
    const application = this.#application;
    const user = this.#user;
    const response = this.#response;
    const error = this.#error;
    return {
      at,
      result: error ? 'failure' : response || this.#finished ? 'success' : 'interrupted',
      requestId: request.id,
      correlationId: correlationIdOf(request),
      ipAddress: request.ip,
      userAgent: request.headers['user-agent']?.slice(0, 400),
      browser: browserOf(request),
      purpose: this.#purpose,
      tenantId: application?.tenantId ?? user?.tenantId ?? this.#tenantId,
      application,
      user,
      userName: this.#userName,
      interruption: this.#interruption,
      methods: this.#methods,
      access: this.#access,
      error: error && { code: error.code, message: error.message },
      requestXml: this.#requestXml,
      responseXml: () =>
        response && Buffer.from(response.fields.SAMLResponse, 'base64').toString('utf8'),
    };
  }
}
