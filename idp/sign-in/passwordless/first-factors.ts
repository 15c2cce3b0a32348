import {
  type AuthenticationMethod,
  authenticationMethodsOf,
} from '../../directory/authentication-methods/authentication-methods.ts';
import { passAmong, stateOfPass } from '../../directory/authentication-methods/use-method.ts';
import type { Database, UserRow } from '../../directory/tables.ts';
import { credentialStep, loginStep, phoneSignInStep } from '../step-addresses.ts';
import { isAsIf } from './as-if-methods.ts';

/** A way to sign in that a user can choose instead of the password. */
export interface FirstFactor {
  /** In `data-value`; Entra's name of the credential. */
  value: string;
  label: string;
  /** Which of several. */
  detail?: string;
  href: string;
}

/** What the first factors of a user are, and which one is asked for first. */
export interface FirstFactors {
  methods: readonly AuthenticationMethod[];
  /** A pass that works now: it comes before the password. */
  hasPass: boolean;
  hasKey: boolean;
  hasCertificate: boolean;
}

/** The methods that can sign a user in. A guest signs in with those of the home tenant, of which this one knows only the password. */
export async function firstFactorMethodsOf(
  db: Database,
  { id, homeUserId }: Pick<UserRow, 'id' | 'homeUserId'>,
): Promise<AuthenticationMethod[]> {
  return homeUserId === null ? authenticationMethodsOf(db, id) : [];
}

export async function firstFactorsOf(
  db: Database,
  user: UserRow | undefined,
  now: Date,
): Promise<FirstFactors> {
  const methods = user ? await firstFactorMethodsOf(db, user) : [];
  const pass = passAmong(methods);
  return {
    methods,
    hasPass: pass !== undefined && stateOfPass(pass, now) === 'valid',
    hasKey: methods.some(({ type }) => type === 'fido2'),
    hasCertificate: methods.some(({ type }) => type === 'x509Certificate'),
  };
}

/**
 * The rows of "Choose a way to sign in". A passkey is offered to everybody, since it can say who the user is; a pass also when it works no
 * longer, so that the page can say why.
 *
 * @param userName empty when it is not known
 */
export function choicesFor(
  { methods }: FirstFactors,
  address: string,
  { ctx, userName }: { ctx: string; userName: string },
): FirstFactor[] {
  const step = { ctx, userName };
  const key: FirstFactor = {
    value: 'Fido',
    label: 'Face, fingerprint, PIN or security key',
    href: credentialStep('fido', address, step),
  };
  if (!userName) return [key];
  const asIf = methods.filter(isAsIf).flatMap((method) =>
    method.type === 'fido2'
      ? []
      : {
          value: method.type === 'x509Certificate' ? 'Certificate' : 'WindowsHello',
          label:
            method.type === 'x509Certificate'
              ? 'Use a certificate or smart card'
              : 'Windows Hello for Business',
          detail: method.displayName,
          href: credentialStep('asIf', address, { ...step, method: method.id }),
        },
  );
  return [
    ...(passAmong(methods)
      ? [
          {
            value: 'AccessPass',
            label: 'Use your Temporary Access Pass',
            href: credentialStep('accessPass', address, step),
          },
        ]
      : []),
    key,
    ...(methods.some(isPhone)
      ? [
          {
            value: 'RemoteNGC',
            label: 'Approve a request on my Microsoft Authenticator app',
            href: phoneSignInStep(address, ctx, userName),
          },
        ]
      : []),
    ...asIf,
    { value: 'Password', label: 'Use my password', href: loginStep(address, ctx, userName) },
  ];
}

/** Phone sign-in is asked for on `../phone-sign-in-routes.tsx`. */
const isPhone = (method: AuthenticationMethod): boolean =>
  method.type === 'microsoftAuthenticator' && method.phoneSignIn;
