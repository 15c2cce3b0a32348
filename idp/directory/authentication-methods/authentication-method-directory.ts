import { requireTypes } from '../../../input/argument-types.ts';
import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import type { DirectoryParts } from '../directory-parts.ts';
import type { CurrentCode } from '../sign-in/oath.ts';
import {
  type ApprovalAnswer,
  answerApproval,
  type PendingApproval,
  pendingApprovals,
  type SentCode,
  sentCodes,
} from '../sign-in/phones.ts';
import {
  currentCode,
  currentCodes,
  type ShownCode,
  secondFactorOf,
} from '../sign-in/second-factor.ts';
import { setSignsInWithoutPages } from '../users/signs-in-without-pages.ts';
import { requireUser } from '../users/users.ts';
import {
  type AuthenticationMethod,
  addAuthenticationMethod,
  authenticationMethodsOf,
  deleteAuthenticationMethod,
  requireReregisterMultifactor,
  setSoftwareOath,
} from './authentication-methods.ts';
import type { NewAuthenticationMethod } from './method-properties.ts';

/** Of `Directory`: how users prove who they are: registered methods, and what their phones and tokens show. */
export interface AuthenticationMethodDirectory {
  /** What an authenticator app of the user shows now; six digits. @throws {NotFound} when there is no such user */
  secondFactor(userId: string): Promise<CurrentCode & { secret: string }>;
  /** The same for every user of a tenant who has a second factor, by name, and what hardware tokens show; 50 of each at most. */
  currentCodes(tenantId: string): Promise<ShownCode[]>;
  /** The codes in text messages and e-mails to users of a tenant that have not expired; 50 at most. Nothing is really sent. */
  sentCodes(tenantId: string): Promise<SentCode[]>;
  /** The questions on phones of a tenant's users whether a sign-in is theirs, which wait for an answer; 50 at most. */
  pendingApprovals(tenantId: string): Promise<PendingApproval[]>;
  /**
   * Answers such a question as the user would: `{ number: 42 }` as the sign-in page shows it, `'approve'` for a call, `'deny'`, or
   * `'report'` for "No, it's not me". Another number denies.
   *
   * @throws {InvalidInput} when the answer does not fit the question
   * @throws {NotFound} when no such question waits for an answer
   */
  answerApproval(
    approvalId: string,
    answer: ApprovalAnswer,
  ): Promise<'approved' | 'denied' | 'reported'>;
  /** The registered methods of a user, the oldest first, besides the password and the app that shows codes. */
  authenticationMethodsOf(userId: string): Promise<AuthenticationMethod[]>;
  /**
   * Registers a method, e.g. `{ type: 'phone', phoneNumber: '+1 5555551234', phoneType: 'mobile' }`.
   *
   * @throws {InvalidInput} when a property breaks a rule
   * @throws {NotFound} when there is no such user
   */
  addAuthenticationMethod(userId: string, method: NewAuthenticationMethod): Promise<{ id: string }>;
  /** @throws {NotFound} when the user has no such method */
  deleteAuthenticationMethod(userId: string, methodId: string): Promise<void>;
  /** Whether the user has an authenticator app that shows codes, as every new user has. @throws {NotFound} when there is no such user */
  setSoftwareOath(userId: string, has: boolean): Promise<void>;
  /**
   * Takes away every second factor; the user has to register one when a policy requires it (AADSTS50072).
   *
   * @throws {NotFound} when there is no such user
   */
  requireReregisterMultifactor(userId: string): Promise<void>;
  /**
   * Lets a user sign in without pages, as on a joined device: the session gets these methods once the user is known.
   *
   * @param methods in the order of use; undefined: the user signs in on the pages, the default
   * @throws {InvalidInput} when the list is empty, names an unknown method or one twice, or proves only the device, or the user is a guest
   * @throws {NotFound} when there is no such user
   */
  setSignsInWithoutPages(
    userId: string,
    methods: readonly AuthenticationMethodMode[] | undefined,
  ): Promise<void>;
}

export const authenticationMethodDirectory = ({
  db,
  clock,
}: DirectoryParts): AuthenticationMethodDirectory => ({
  async secondFactor(userId) {
    await requireUser(db, userId);
    const secret = await secondFactorOf(db, userId);
    return { secret, ...(await currentCode(secret, clock())) };
  },
  currentCodes: async (tenantId) => {
    requireTypes({ tenantId }, { tenantId: 'string' });
    return currentCodes(db, tenantId.toLowerCase(), clock());
  },
  sentCodes: async (tenantId) => {
    requireTypes({ tenantId }, { tenantId: 'string' });
    return sentCodes(db, tenantId.toLowerCase(), clock());
  },
  pendingApprovals: async (tenantId) => {
    requireTypes({ tenantId }, { tenantId: 'string' });
    return pendingApprovals(db, tenantId.toLowerCase(), clock());
  },
  answerApproval: (approvalId, answer) => answerApproval(db, approvalId, answer, clock()),
  authenticationMethodsOf: async (userId) => {
    requireTypes({ userId }, { userId: 'string' });
    return authenticationMethodsOf(db, userId);
  },
  addAuthenticationMethod: (userId, method) => addAuthenticationMethod(db, userId, method, clock()),
  deleteAuthenticationMethod: async (userId, methodId) => {
    requireTypes({ userId, methodId }, { userId: 'string', methodId: 'string' });
    await deleteAuthenticationMethod(db, userId, methodId);
  },
  setSoftwareOath: (userId, has) => setSoftwareOath(db, userId, has),
  requireReregisterMultifactor: (userId) => requireReregisterMultifactor(db, userId),
  setSignsInWithoutPages: (userId, methods) => setSignsInWithoutPages(db, userId, methods),
});
