import { createDecipheriv, type KeyObject, privateDecrypt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Message } from '../message.ts';
import { signedAssertion } from '../sign-xml.ts';
import type { Stage } from '../stage.ts';
import { testCast, testSpec } from '../testing/cast.ts';
import { contentText } from '../xml-text.ts';
import { encryptedOracle } from './encrypted-oracle.ts';

/** Whether it decrypts to an Assertion (aes256-cbc, rsa-oaep-mgf1p). */
function decrypts(xml: string, privateKey: KeyObject): boolean {
  const octets = (nth: number) => Buffer.from(contentText(xml, 'CipherValue', nth), 'base64');
  const [key, data] = [octets(0), octets(1)];
  try {
    const contentKey = privateDecrypt({ key: privateKey, oaepHash: 'sha1' }, key);
    const decipher = createDecipheriv('aes-256-cbc', contentKey, data.subarray(0, 16));
    const plain = Buffer.concat([decipher.update(data.subarray(16)), decipher.final()]);
    return plain.toString().startsWith('<Assertion');
  } catch {
    return false;
  }
}

/** The outcome of the run at a service provider that refuses with these words. `kind`: which of the three failures it was. */
async function outcomeFor(
  words: (kind: number, round: number) => string,
  delay: (kind: number, round: number) => number = () => 0,
) {
  const { cast, decryption } = await testCast();
  const spec = testSpec(cast);
  let posts = 0;
  let signedIn = false;
  const stage: Stage = {
    target: { ...spec.sp, singleLogout: [] },
    identityProvider: { entityId: '', singleSignOn: '' },
    honest: async (answering) => ({ xml: signedAssertion(answering) }),
    listener: async () => ({ url: '', hits: () => 0 }),
    newUserAgent: async () => {
      const agent = {
        begin: async () => spec,
        unsolicited: async () => spec,
        plantCookie: async () => {},
        post: async (_: unknown, { xml }: Message) => {
          signedIn = decrypts(String(xml), decryption.privateKey);
          const [kind, round] = [posts % 3, Math.floor(posts / 3)];
          const body = words(kind, round);
          posts += 1;
          await setTimeout(delay(kind, round));
          return {
            status: 403,
            url: spec.sp.acs,
            locations: [],
            contentType: 'text/html',
            title: 'Refused',
            body,
            check: undefined,
          };
        },
        request: async () => {
          throw new TypeError('The run posts only.');
        },
        whoami: async () => ({ signedIn, text: '', honest: false, hostile: false }),
        cookies: async () => ({}),
        fork: async () => agent,
      };
      return agent;
    },
  };
  return (await encryptedOracle.runs[0]?.play?.(stage))?.outcome;
}

test.each<[string, (kind: number, round: number) => string, string]>([
  ['passes one response for all failures', () => 'refused', 'none'],
  [
    'finds a different response for bad padding',
    (kind) => (kind === 0 ? 'padding' : 'refused'),
    'harm',
  ],
  [
    'finds it even if the response also contains the age of the message',
    (kind, round) => `${kind === 0 ? 'padding' : 'refused'} ${round % 2 ? 'now' : 'a while ago'}`,
    'harm',
  ],
  [
    'passes a response that differs only in the age of the message',
    (kind, round) => ((kind + round) % 4 === 0 ? 'a while ago' : 'now'),
    'none',
  ],
  [
    'passes a response that is different every time',
    (kind, round) => `word ${'abcdefghijklmno'[kind * 5 + round]}`,
    'none',
  ],
])('%s', async (_, words, outcome) => {
  expect(await outcomeFor(words)).toBe(outcome);
});

const PADDING = 0;
const OAEP = 1;
test.each<[string, (kind: number, round: number) => number, string]>([
  ['finds bad padding that always takes longer', (kind) => (kind === PADDING ? 40 : 0), 'harm'],
  ['passes a service provider that tries a second key', (kind) => (kind === OAEP ? 40 : 0), 'none'],
  [
    'passes one that was slow for a while',
    (kind, round) => (kind === PADDING && round < 10 ? 40 : 0),
    'none',
  ],
])('%s', async (_, delay, outcome) => {
  expect(await outcomeFor(() => 'refused', delay)).toBe(outcome);
});
