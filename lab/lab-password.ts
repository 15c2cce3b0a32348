import { passwordMatches } from '../passwords/password-hash.ts';

/** A check takes 10 ms, and the open lab home asks every second. */
const checks = new Map<string, Promise<boolean>>();

/** More hashes than a lab has users. */
const MAX_CHECKS = 100;

interface Hashed {
  readonly passwordHash: string;
}

/** Whether a user has the password that this lab made, and not one that was set elsewhere. @param password undefined when it made none */
export function hasLabPassword(
  { passwordHash }: Hashed,
  password: string | undefined,
): Promise<boolean> {
  if (password === undefined) return Promise.resolve(false);
  const known = checks.get(keyOf(passwordHash, password));
  return known ?? remember(passwordHash, password, passwordMatches(password, passwordHash));
}

/** Saves the check of a password that was hashed just now: the start of a new lab would check each. */
export function rememberLabPassword({ passwordHash }: Hashed, password: string): void {
  remember(passwordHash, password, Promise.resolve(true));
}

function remember(passwordHash: string, password: string, check: Promise<boolean>) {
  if (checks.size >= MAX_CHECKS) checks.clear();
  checks.set(keyOf(passwordHash, password), check);
  return check;
}

const keyOf = (passwordHash: string, password: string) => JSON.stringify([passwordHash, password]);
