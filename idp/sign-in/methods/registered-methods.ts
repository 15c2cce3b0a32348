import type { UserRow } from '../../directory/tables.ts';
import { authenticatorCode } from './authenticator-code.ts';
import type { SignInMethod } from './method.ts';

/** The second factors that a user has registered, the default one first. */
export const secondFactorsOf = (user: UserRow): readonly SignInMethod[] =>
  user.softwareOath === 1 ? [authenticatorCode] : [];
