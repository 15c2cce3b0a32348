/** The messages that runs send, and what our verifier says about them. */
import { expect } from 'vitest';
import { openResponse } from '../../../saml/response.ts';
import type { CatalogueCase } from '../../case.ts';
import type { Message } from '../../message.ts';
import { testCast, testSpec } from '../../testing/cast.ts';
import { sentBy } from './stages.ts';

const { cast, idp } = await testCast();
export const { publicKey } = idp.certificate;
export const honestName = 'B.Simon@contoso.com';
export const longerName = 'B.Simon@contoso.com.example.test';

/** The message of a run, whether a message run or a played one. */
export async function messageOf({ runs }: CatalogueCase, index: number): Promise<Message> {
  const run = runs[index];
  if (run?.message) return run.message(testSpec(cast));
  if (!run?.play) throw new Error('There is no such run.');
  return sentBy(run.play, testSpec(cast));
}

export const textOf = async (one: CatalogueCase, index = 0): Promise<string> =>
  String((await messageOf(one, index)).xml);

/** The assertion as verified, after the schema. @throws {SamlError} when either refuses it */
export function verified(xml: string | Uint8Array) {
  using response = openResponse(Buffer.from(xml));
  expect(response.schemaErrors).toEqual([]);
  return response.verify({ certificates: [{ publicKey, thumbprint: 'T' }] }).assertion;
}
