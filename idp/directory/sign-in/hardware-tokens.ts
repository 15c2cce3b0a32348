import { sql } from 'kysely';
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
  const lastStep = sql<number | null>`json_extract("properties", '$.lastStep')`;
  const { numUpdatedRows } = await db
    .updateTable('authenticationMethod')
    .set({
      properties: sql<string>`json_set("properties", '$.lastStep', cast(${step} as integer))`,
    })
    .where('id', '=', token.id)
    .where((e) =>
      e.or([
        e(lastStep, 'is', null),
        e(lastStep, '<', step),
        e(lastStep, '>', latestStep(device, now)),
      ]),
    )
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n ? 'right' : 'used';
}
