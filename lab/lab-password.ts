import { passwordMatches } from '../passwords/password-hash.ts';

/** A check takes 10 ms, and the open lab home asks every second. */
const checks = new Map<string, Promise<boolean>>();

/** More hashes than a lab has users. */
const MAX_CHECKS = 100;

/** Whether a user has the password that this lab made, and not one that was set elsewhere. @param password undefined when it made none */
export function hasLabPassword(
  { passwordHash }: { passwordHash: string },
  password: string | undefined,
): Promise<boolean> {
  if (password === undefined) return Promise.resolve(false);
  const key = JSON.stringify([passwordHash, password]);
  const known = checks.get(key);
  if (known) return known;
  const check = passwordMatches(password, passwordHash);
  if (checks.size >= MAX_CHECKS) checks.clear();
  checks.set(key, check);
  return check;
}
