import { createHash, timingSafeEqual } from 'node:crypto';

/** Who can sign in, with what an assertion says about them. */
export interface DropInUser {
  readonly userName: string;
  readonly password: string;
  /** Values by the name of the attribute, in the order of the assertion. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** The users of the image (its `config/simplesamlphp/authsources.php`). */
export const imageUsers: readonly DropInUser[] = [1, 2].map((number) => ({
  userName: `user${number}`,
  password: `user${number}pass`,
  attributes: {
    uid: [`${number}`],
    eduPersonAffiliation: [`group${number}`],
    email: [`user${number}@example.com`],
  },
}));

/** The user with this name and password; both are compared in constant time. */
export function userWith(
  users: readonly DropInUser[],
  userName: string,
  password: string,
): DropInUser | undefined {
  const given = digest(userName, password);
  return users.find((user) => timingSafeEqual(digest(user.userName, user.password), given));
}

const digest = (...texts: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(texts)).digest();
