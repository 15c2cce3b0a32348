import { expect } from 'vitest';
import { Browser } from './browser.ts';
import { buildResponse, encode, type ResponseParts } from './build-response.ts';
import { type SpUnderTest, today } from './sp-under-test.ts';

/** How a response differs from a valid one. */
export interface Change {
  parts?: ResponseParts;
  /** Changes the XML after it was signed. */
  alter?: (xml: string) => string;
  /** Makes the form field; base64 of the XML otherwise. */
  field?: (xml: string) => string;
}

export interface Rejection extends Change {
  /** What is wrong. */
  because: string;
  check: string;
  /** Part of what the refusal says it found. */
  found: string;
}

export const acsUrl = 'http://sp.test/saml/contoso/assert';
export const entityId = 'http://sp.test/saml/contoso/metadata';

/** An instant that many minutes from the day on which tests play. */
export const minutes = (count: number) => new Date(today.getTime() + count * 60_000).toISOString();

let unique = 0;

/** The form field of a valid answer to a request, changed by `change`; each has a new assertion ID. */
export async function answerTo(
  { context }: SpUnderTest,
  inResponseTo: string | null,
  { parts = {}, alter, field }: Change = {},
): Promise<string> {
  unique += 1;
  const honest = { inResponseTo, assertionId: `_a${unique}` };
  const xml = await buildResponse(context, { ...honest, ...parts });
  const altered = alter?.(xml) ?? xml;
  if (alter && altered === xml) throw new Error('The change changed nothing.');
  return field?.(altered) ?? encode(altered);
}

/** The response is refused by this check and opens no session. */
export async function expectRefusal(
  person: Browser,
  response: string,
  { check, found }: Pick<Rejection, 'check' | 'found'>,
): Promise<void> {
  const refused = await person.postResponse(response);
  expect(refused.json().check).toBe(check);
  expect([400, 403]).toContain(refused.statusCode);
  expect(refused.headers['content-type']).toContain('application/problem+json');
  expect(refused.json().found).toContain(found);
  expect(await person.whoami()).toBe(401);
}

/** Refused with the fault; then, for the very same request, accepted without it: the fault was the reason. */
export async function expectOnlyThisRefused(
  under: SpUnderTest,
  rejection: Rejection,
): Promise<void> {
  const person = new Browser(under.sp);
  const request = await person.startSignIn();
  await expectRefusal(person, await answerTo(under, request, rejection), rejection);
  expect((await person.postResponse(await answerTo(under, request))).statusCode).toBe(303);
  expect(await person.whoami()).toBe(200);
}
