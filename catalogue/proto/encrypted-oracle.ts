import type { CatalogueCase, Observation } from '../case.ts';
import { dataAlgorithm, type EncryptOptions } from '../encrypt.ts';
import type { Message } from '../message.ts';
import { renderAssertion, renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { signXml } from '../sign-xml.ts';
import type { Answer, Stage } from '../stage.ts';
import { encryptedFor } from './encrypted.ts';

/** How often each failure is measured, and from what difference on times are not similar, in ms and as a factor. */
const ROUNDS = 5;
const SLOWER_BY_MS = 25;
const SLOWER_TIMES = 3;

const flip = (octets: Buffer, at: number, mask: number): Buffer => {
  const copy = Buffer.from(octets);
  copy[at] = (copy[at] ?? 0) ^ mask;
  return copy;
};

/** CBC: a bit of the next to last block turns up in the last one, here in the byte that counts the padding. */
const badPadding: Partial<EncryptOptions> = { alterData: (o) => flip(o, o.length - 17, 0x80) };
const badKey: Partial<EncryptOptions> = { alterKey: (o) => flip(o, o.length - 1, 0x01) };

const failures: readonly [name: string, (honest: ResponseSpec) => Message][] = [
  ['bad padding', (honest) => spoiled(honest, renderAssertion(honest), badPadding)],
  ['bad OAEP', (honest) => spoiled(honest, renderAssertion(honest), badKey)],
  ['no XML inside', (honest) => spoiled(honest, renderAssertion(honest).replaceAll('<', ' '), {})],
];

/** Signed by the identity provider, so that the service provider comes as far as to decrypt. */
function spoiled(honest: ResponseSpec, plain: string, fault: Partial<EncryptOptions>): Message {
  const data = dataAlgorithm.aes256Cbc;
  const xml = renderResponse(honest, encryptedFor(honest, plain, { data, ...fault }));
  return { xml: signXml(xml, { element: 'Response', key: honest.cast.idp }) };
}

/** What of an answer must not differ: all but identifiers, ciphertext, numbers and times. */
const outward = ({ status, title, check, body }: Answer) =>
  [status, title, check, body.replace(/[\w+/=-]{16,}|\d+/g, '*')].join('\n');

/**
 * Whether two ways to fail never got the same answer. One that merely says how long ago something was comes up in both of them sooner or
 * later, and an answer that never comes twice tells nothing.
 */
function tellApart(answers: readonly ReadonlySet<string>[]): boolean {
  return answers.some((one, n) =>
    answers
      .slice(n + 1)
      .some(
        (other) =>
          ![...one].some((answer) => other.has(answer)) && Math.min(one.size, other.size) < ROUNDS,
      ),
  );
}

async function compare(stage: Stage): Promise<Observation> {
  const answers = new Map(failures.map(([name]) => [name, new Set<string>()]));
  const times = new Map<string, number[]>();
  let check: string | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, message] of failures) {
      const agent = await stage.newUserAgent();
      const spec = await agent.begin();
      const sent = message(spec);
      const start = performance.now();
      const answer = await agent.post(spec, sent);
      times.set(name, [...(times.get(name) ?? []), performance.now() - start]);
      if ((await agent.whoami()).signedIn)
        return { outcome: 'session', check: answer.check, note: `It signed in with ${name}.` };
      check = answer.check;
      answers.get(name)?.add(outward(answer));
    }
  }
  // The least of each: whatever else the machine does makes an answer later, and none earlier.
  const least = [...times.values()].map((each) => Math.min(...each));
  const [fast, slow] = [Math.min(...least), Math.max(...least)];
  const tellsTime = slow - fast > SLOWER_BY_MS && slow > fast * SLOWER_TIMES;
  const found = [...times.keys()].map((name, i) => `${name} ${least[i]?.toFixed(1)} ms`);
  if (tellApart([...answers.values()]))
    return { outcome: 'hostile', check, note: 'Different answers tell the failures apart.' };
  if (tellsTime) return { outcome: 'hostile', check, note: `The time tells: ${found.join(', ')}.` };
  return { outcome: 'none', check, note: `One answer for all: ${found.join(', ')}.` };
}

export const encryptedOracle: CatalogueCase = {
  id: 'proto-enc-oracle',
  group: 'proto',
  title: 'Ways to fail at decrypting that could be told apart',
  severity: 'high',
  verdict: 'reject',
  basis: ['XML Encryption 1.1 6', 'SAML Core (E93)'],
  risk: 'An attacker who can tell bad padding from bad XML decrypts a captured Assertion byte by byte.',
  fix: 'Answer every failure to decrypt with one error, and take about the same time for it.',
  runs: [
    {
      title: 'bad padding, bad OAEP, no XML inside',
      needs: ['decryption-certificate'],
      alone: true,
      play: compare,
      check: 'decryption',
    },
    // Of the identity provider's own making and signed by it: what a lenient parser makes of it does nobody harm, and tells nothing.
    {
      title: 'the Assertion inside lacks its last character',
      verdict: 'policy',
      needs: ['decryption-certificate'],
      message: (honest) => spoiled(honest, renderAssertion(honest).slice(0, -1), {}),
      check: 'decryption',
    },
  ],
};
