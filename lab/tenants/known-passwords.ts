import { hasLabPassword } from '../lab-password.ts';

interface KnownUser {
  readonly userPrincipalName: string;
  readonly passwordHash: string;
}

/** The passwords that tests may sign in with: those that this lab made, and those that settings or a test gave. In memory only. */
export class KnownPasswords {
  readonly #made: Readonly<Record<string, string>>;
  readonly #given = new Map<string, string>();

  /** @param made by user name; read at each question */
  constructor(made: Readonly<Record<string, string>>) {
    this.#made = made;
  }

  note(userPrincipalName: string, password: string): void {
    this.#given.set(userPrincipalName.toLowerCase(), password);
  }

  /** @returns undefined when the user has another password by now */
  async of(user: KnownUser): Promise<string | undefined> {
    const { userPrincipalName: name } = user;
    for (const password of [this.#given.get(name.toLowerCase()), this.#made[name]])
      if (await hasLabPassword(user, password)) return password;
    return undefined;
  }
}
