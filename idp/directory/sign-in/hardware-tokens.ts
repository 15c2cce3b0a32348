import type { AuthenticationMethod } from '../authentication-methods/authentication-methods.ts';
import type { Database } from '../tables.ts';
import { latestStep, type OathDevice, stepOfCode } from './oath.ts';

export type HardwareToken = Extract<AuthenticationMethod, { type: 'hardwareOath' }>;

export const deviceOf = ({ secretKey, timeIntervalInSeconds }: HardwareToken): OathDevice => ({
  secret: secretKey,
  period: timeIntervalInSeconds,
});

/** Checks a typed code of a hardware token, by the rules of `useCode`: each counts once, and none after a later one. */
export async function useTokenCode(
  db: Database,
  token: HardwareToken,
  typed: string,
  now: Date,
): Promise<'right' | 'wrong' | 'used'> {
  const device = deviceOf(token);
  const step = await stepOfCode(device, typed, now);
  if (step === undefined) return 'wrong';
  return db.transaction().execute(async (tx) => {
    const used = await tx
      .selectFrom('authenticationMethod')
      .select('properties')
      .where('id', '=', token.id)
      .executeTakeFirst();
    if (!used) return 'wrong';
    const properties = JSON.parse(used.properties) as { lastStep?: number | null };
    const { lastStep } = properties;
    if (lastStep != null && lastStep >= step && lastStep <= latestStep(device, now)) return 'used';
    await tx
      .updateTable('authenticationMethod')
      .set({ properties: JSON.stringify({ ...properties, lastStep: step }) })
      .where('id', '=', token.id)
      .execute();
    return 'right';
  });
}
