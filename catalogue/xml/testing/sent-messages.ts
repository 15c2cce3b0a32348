/** What the runs send, and our verifier's word on it. */
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

/** What a run sends, be it by itself or as a message of its own. */
export async function messageOf({ runs }: CatalogueCase, index: number): Promise<Message> {
  const run = runs[index];
  if (run?.message) return run.message(testSpec(cast));
  if (!run?.play) throw new Error('There is no such run.');
  return sentBy(run.play, testSpec(cast));
}

export const textOf = async (one: CatalogueCase, index = 0): Promise<string> =>
  String((await messageOf(one, index)).xml);

/** The assertion as verified; the schema must have no objection. @throws {SamlError} */
export function verified(xml: string | Uint8Array) {
  using response = openResponse(Buffer.from(xml));
  expect(response.schemaErrors).toEqual([]);
  return response.verify({ certificates: [{ publicKey, thumbprint: 'T' }] }).assertion;
}
