/**
 * Each step after a form is a page with its own address, reached by a redirect: the browser's back and reload buttons then show that page
 * instead of asking whether to send a password again. `ctx` opens nothing without the browser's `esctx` cookie.
 */

export const loginAddress = (tenantId: string): string => `/${tenantId}/login`;

export function passwordStep(tenantId: string, ctx: string, userName: string): string {
  return `${loginAddress(tenantId)}?${new URLSearchParams({ ctx, login_hint: userName })}`;
}

export const staySignedInStep = (ctx: string): string => `/kmsi?${new URLSearchParams({ ctx })}`;

/** Entra's own path for it (entra-saml.md 9.1). */
export const SECOND_FACTOR = '/common/SAS/ProcessAuth';

export const secondFactorStep = (ctx: string): string =>
  `${SECOND_FACTOR}?${new URLSearchParams({ ctx })}`;
