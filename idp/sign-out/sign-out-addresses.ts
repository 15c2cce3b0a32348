const base = (tenantId: string) => `/${tenantId}/sign-out`;
const query = (ctx: string) => `?ctx=${encodeURIComponent(ctx)}`;

/** The page that tells the applications, or asks which account to sign out of. The id is in the query, which is shown nowhere. */
export const signOutAddress = (tenantId: string, ctx: string) => `${base(tenantId)}${query(ctx)}`;

/** What the applications have answered until now, for the script of the page. */
export const answersAddress = (tenantId: string, ctx: string) =>
  `${base(tenantId)}/answers${query(ctx)}`;

/** The page that says how it ended. */
export const endAddress = (tenantId: string, ctx: string) => `${base(tenantId)}/end${query(ctx)}`;

/** Leads to the application that began, or to where the user wanted to go. */
export const returnAddress = (tenantId: string, ctx: string) =>
  `${base(tenantId)}/return${query(ctx)}`;
