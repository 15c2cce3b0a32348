/** "User type" (entra-admin.md 1.10). */
export const userTypes = ['Member', 'Guest'] as const;

export type UserType = (typeof userTypes)[number];

/** What a user is unless said otherwise. */
export const memberType: UserType = 'Member';

export const isUserType = (text: string): text is UserType =>
  userTypes.some((type) => type === text);
