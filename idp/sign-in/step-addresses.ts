import type { FastifyRequest } from 'fastify';

/**
 * Each step after a form is a page with its own address, reached by a redirect: the browser's back and reload buttons then show that page
 * instead of asking whether to send a password again. `ctx` opens nothing without the browser's `esctx` cookie.
 */

/** @param address GUID of the tenant, or `common` */
export const loginAddress = (address: string): string => `/${address}/login`;

export function passwordStep(address: string, ctx: string, userName: string): string {
  return `${loginAddress(address)}?${new URLSearchParams({ ctx, login_hint: userName })}`;
}

/**
 * The tenant in the address of the sign-in pages: `common` if the sign-in began there, even when the application decides the tenant,
 * because Entra's page looks different at the two.
 */
export function addressOf({ params }: FastifyRequest, tenantId: string): string {
  const { tenant } = (params ?? {}) as { tenant?: unknown };
  return String(tenant ?? '').toLowerCase() === 'common' ? 'common' : tenantId;
}

/** Entra's own paths (entra-saml.md 9.1). */
export const KMSI = '/kmsi';
export const SECOND_FACTOR = '/common/SAS/ProcessAuth';
export const BEGIN_AUTH = '/common/SAS/BeginAuth';
export const END_AUTH = '/common/SAS/EndAuth';
/** The form of `ConvergedChangePassword`. */
export const CHANGE_PASSWORD = '/common/SSPR/End';
/** `ConvergedProofUpRedirect`; Entra shows it at the address of the form before it. */
export const PROOF_UP = '/common/SAS/ProofUp';
/** Of mysignins.microsoft.com; the end of it is assumed. */
export const REGISTER = '/register';
export const REGISTERED = '/register/done';
export const GET_CREDENTIAL_TYPE = '/common/GetCredentialType';

export const changePasswordStep = (ctx: string): string =>
  `${CHANGE_PASSWORD}?${new URLSearchParams({ ctx })}`;

/** @param authMethodId absent for the default method of the user */
export const secondFactorStep = (ctx: string, authMethodId?: string): string =>
  `${SECOND_FACTOR}?${new URLSearchParams({ ctx, ...(authMethodId && { mfaAuthMethod: authMethodId }) })}`;

/** The list of the user's methods. */
export const proofsStep = (ctx: string): string =>
  `${SECOND_FACTOR}?${new URLSearchParams({ ctx, proofs: '1' })}`;

/** Of this mock: Entra's page changes its view instead. */
export const FEDERATION = '/common/federation';

/** @param hint the user name, or the domain that a hint names */
export function federationStep(
  ctx: string,
  hint: { userName: string } | { domain: string },
): string {
  const parameter = 'userName' in hint ? { login_hint: hint.userName } : { whr: hint.domain };
  return `${FEDERATION}?${new URLSearchParams({ ctx, ...parameter })}`;
}

export const proofUpStep = (ctx: string): string => `${PROOF_UP}?${new URLSearchParams({ ctx })}`;

export const registerStep = (ctx: string): string => `${REGISTER}?${new URLSearchParams({ ctx })}`;

export const registeredStep = (ctx: string): string =>
  `${REGISTERED}?${new URLSearchParams({ ctx })}`;

export const staySignedInStep = (ctx: string): string => `${KMSI}?${new URLSearchParams({ ctx })}`;

/** Phone sign-in instead of a password, for a user of the tenant. @param address GUID of the tenant, or `common` */
export const phoneSignInAddress = (address: string): string => `/${address}/phone-sign-in`;

export const phoneSignInStep = (address: string, ctx: string, userName: string): string =>
  `${phoneSignInAddress(address)}?${new URLSearchParams({ ctx, login_hint: userName })}`;

/** Pages for credentials other than the password. Entra shows the first three in the document of the password; only the path of `fido/get` is Entra's. */
const credentialPages = {
  options: 'signinoptions',
  fido: 'fido/get',
  accessPass: 'accesspass',
  asIf: 'asif',
} as const;

type CredentialPage = keyof typeof credentialPages;

/** The pattern of a route. */
export const credentialRoute = (page: CredentialPage): string =>
  `/:tenant/${credentialPages[page]}`;

/** @param address GUID of the tenant, or `common` */
export const credentialAddress = (page: CredentialPage, address: string): string =>
  `/${address}/${credentialPages[page]}`;

/** @param userName empty when it is not known */
export const credentialStep = (
  page: CredentialPage,
  address: string,
  { ctx, userName, method }: { ctx: string; userName: string; method?: string },
): string =>
  `${credentialAddress(page, address)}?${new URLSearchParams({
    ctx,
    ...(userName && { login_hint: userName }),
    ...(method && { method }),
  })}`;

/** The user name, or the password whatever other credentials the user has. */
export const loginStep = (address: string, ctx: string, userName: string): string =>
  userName
    ? `${passwordStep(address, ctx, userName)}&credential=password`
    : `${loginAddress(address)}?${new URLSearchParams({ ctx })}`;
