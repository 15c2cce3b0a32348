import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuthnRequest } from '../../saml/authn-request.ts';
import { answerOf } from '../../web/http/sent-answer.ts';
import type { AccessVerdict, AppliedPolicy } from '../conditional-access/evaluate.ts';
import { correlationIdOf } from '../correlation-id.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import { aadsts, type IdpError } from '../errors.ts';
import type { PostedResponse } from '../posted-response.ts';
import type { ClaimWithReason } from '../response/claims.ts';
import type { VerifiedBy } from '../single-sign-on/checks/request-signature.ts';
import type { TokenCheck } from '../single-sign-on/checks/table.ts';
import type { ReceivedMessage, SignInOutcome, SignInUser, UsedMethods } from './outcome.ts';

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
  #interruption: SignInOutcome['interruption'];
  #finished = false;
  #noSignIn = false;
  #inResponseTo: string | undefined;
  #received: ReceivedMessage | undefined;
  #read: AuthnRequest | undefined;
  #verified: VerifiedBy | undefined;
  #claims: (() => ClaimWithReason[]) | undefined;
  readonly #checks: TokenCheck[] = [];
  readonly #began = performance.now();

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

  /** A request arrived; it was not read yet. */
  received(message: ReceivedMessage): void {
    this.#received = message;
  }

  /** The message was read. */
  read(request: AuthnRequest): void {
    this.#read = request;
    this.#inResponseTo = request.id;
  }

  /** The signature of the message was verified; undefined where none is required. */
  verified(by: VerifiedBy | undefined): void {
    this.#verified = by;
  }

  /** The request that the sign-in answers. */
  answers(id: string | undefined): void {
    this.#inResponseTo = id;
  }

  /** The next check begins, so the one before has passed. */
  checking(check: TokenCheck): void {
    this.#checks.push(check);
  }

  /** A response is made. @param claims says why it has each claim; called only when an observer wants it */
  issued(claims: () => ClaimWithReason[]): void {
    this.#claims = claims;
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

  /** A page other than the first was shown. @param policies those of Conditional Access that were evaluated before */
  asked(code: InterruptCode, policies: readonly AppliedPolicy[] = []): void {
    const { message } = aadsts(code, {});
    this.#interruption = { code, message, policies };
  }

  /** Signed in for a page of this site, with no response to post. */
  finished(): void {
    this.#finished = true;
  }

  /** The request is not one to sign in, so it is not in the sign-in log; who answers it reports it. */
  noSignIn(): void {
    this.#noSignIn = true;
  }

  get isSignIn(): boolean {
    return !this.#noSignIn;
  }

  /** @param reply may still be unsent */
  outcome(request: FastifyRequest, reply: FastifyReply, at: Date): SignInOutcome {
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
      purpose: this.#purpose,
      tenantId: application?.tenantId ?? user?.tenantId ?? this.#tenantId,
      application,
      user,
      userName: this.#userName,
      interruption: this.#interruption,
      methods: this.#methods,
      access: this.#access,
      error,
      durationMs: performance.now() - this.#began,
      url: request.url,
      received: this.#received,
      read: this.#read,
      verified: this.#verified,
      inResponseTo: this.#inResponseTo,
      posted: response,
      checks: this.#checks,
      claims: this.#claims,
      answer: () => answerOf(reply),
    };
  }
}
