import type { IssuedResponse, PostedResponse } from '../../idp/index.ts';
import { LabError } from '../errors.ts';

/** Whose next sign-in is meant: absent members mean any. */
export interface SignInScope {
  readonly tenantId: string;
  readonly servicePrincipalId?: string | undefined;
  readonly userId?: string | undefined;
}

/** Makes the response that is posted in place of the valid one. */
export type MakeResponse = (issued: IssuedResponse) => Promise<PostedResponse>;

/** A response that waits for its sign-in. */
export interface ArmedSignIn {
  /**
   * Resolves with the XML that was posted, once the sign-in took it; rejects when it could not be made, so that the sign-in failed, or when it was
   * cancelled.
   */
  readonly sent: Promise<string>;
  /** The sign-ins that it waits for, for people. */
  readonly words: string;
  /** Whether no sign-in took it yet. */
  readonly waits: boolean;
  /** Returns whether it was still waiting. */
  cancel(): boolean;
}

interface Waiting {
  readonly scope: SignInScope;
  readonly words: string;
  readonly make: MakeResponse;
  readonly sent: PromiseWithResolvers<string>;
}

/** Responses that replace the next one of their scope, each exactly once, even when several sign-ins arrive together. */
export class ArmedSignIns {
  readonly #waiting = new Set<Waiting>();
  readonly #failures = new Map<string, unknown>();

  /**
   * @param words the scope for people: `a sign-in of b.simon@contoso.com at Reports`
   * @throws {LabError} `already_armed` when a sign-in could take this one or another that waits
   */
  arm(scope: SignInScope, words: string, make: MakeResponse): ArmedSignIn {
    const other = [...this.#waiting].find((one) => overlap(one.scope, scope));
    if (other)
      throw new LabError(
        'already_armed',
        `Cannot arm a response for ${words}: one waits for ${other.words} already. Sign in first, cancel it, or name an application and a user that no other one names.`,
      );
    const sent = Promise.withResolvers<string>();
    sent.promise.catch(() => {}); // a test need not ask
    const waiting: Waiting = { scope, words, make, sent };
    this.#waiting.add(waiting);
    const waits = () => this.#waiting.has(waiting);
    return {
      sent: sent.promise,
      words,
      get waits() {
        return waits();
      },
      cancel: () => this.#cancel(waiting),
    };
  }

  /** Cancels all that wait. */
  clear(): void {
    for (const waiting of this.#waiting) this.#cancel(waiting);
  }

  /** Why the latest response of a tenant could not be made; asking forgets it. */
  failureOf(tenantId: string): unknown {
    const failure = this.#failures.get(tenantId);
    this.#failures.delete(tenantId);
    return failure;
  }

  /**
   * @returns the response to post in place of the issued one; undefined when none waits for this sign-in
   * @throws what making it threw: a test must not go on with the valid response
   */
  async take(issued: IssuedResponse): Promise<PostedResponse | undefined> {
    const waiting = [...this.#waiting].find(({ scope }) => overlap(scope, issued));
    if (!waiting) return undefined;
    this.#waiting.delete(waiting);
    try {
      const response = await waiting.make(issued);
      waiting.sent.resolve(Buffer.from(response.fields.SAMLResponse, 'base64').toString('utf8'));
      return response;
    } catch (error) {
      waiting.sent.reject(error);
      this.#failures.set(issued.tenantId, error);
      throw error;
    }
  }

  #cancel(waiting: Waiting): boolean {
    const waited = this.#waiting.delete(waiting);
    if (waited)
      waiting.sent.reject(
        new LabError('cancelled', `The response for ${waiting.words} was cancelled.`),
      );
    return waited;
  }
}

/** Whether one sign-in can be in both. */
const overlap = (a: SignInScope, b: SignInScope): boolean =>
  a.tenantId === b.tenantId &&
  meets(a.servicePrincipalId, b.servicePrincipalId) &&
  meets(a.userId, b.userId);

const meets = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b;
