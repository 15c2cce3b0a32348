import type { CatalogueCase, MessageMaker, Observation } from '../case.ts';
import { dataAlgorithm, type EncryptOptions } from '../encrypt.ts';
import {
  assertionWithSignature,
  encryptedFor,
  signedAndEncrypted,
  signedAround,
} from '../encrypted-message.ts';
import type { Message } from '../message.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { assertShown } from '../shown.ts';
import type { Answer, Stage } from '../stage.ts';

/** How often each failure is measured, and the time difference (ms, and as a factor) that counts as distinguishable. */
const ROUNDS = 5;
const SLOWER_BY_MS = 25;
const SLOWER_TIMES = 3;
/** How often the same failure must be the slow one: a busy machine is slow by chance. */
const SEEN_TIMES = 3;

const flip = (octets: Buffer, at: number, mask: number): Buffer => {
  const copy = Buffer.from(octets);
  copy[at] = (copy[at] ?? 0) ^ mask;
  return copy;
};

/** CBC: flipping a bit of the second-to-last block flips it in the last one, here in the padding length. */
const badPadding: Partial<EncryptOptions> = { alterData: (o) => flip(o, o.length - 17, 0x80) };
const badKey: Partial<EncryptOptions> = { alterKey: (o) => flip(o, o.length - 1, 0x01) };

const badOaep = 'bad OAEP';

const failures: readonly [name: string, (honest: ResponseSpec) => Message][] = [
  ['bad padding', (honest) => spoiled(honest, assertionWithSignature(honest), badPadding)],
  [badOaep, (honest) => spoiled(honest, assertionWithSignature(honest), badKey)],
  [
    'no XML inside',
    (honest) => spoiled(honest, assertionWithSignature(honest).replaceAll('<', ' '), {}),
  ],
];

/** Signed by the identity provider, so that the service provider gets as far as decryption. */
function spoiled(honest: ResponseSpec, plain: string, fault: Partial<EncryptOptions>): Message {
  const data = dataAlgorithm.aes256Cbc;
  return signedAround(honest, encryptedFor(honest, plain, { data, ...fault }));
}

/** The parts of a response that must not differ: everything except identifiers, ciphertext, numbers and times. */
const outward = ({ status, title, check, body }: Answer) =>
  [status, title, check, body.replace(/[\w+/=-]{16,}|\d+/g, '*')].join('\n');

/**
 * Whether two failures never had a response in common. A response that only says how long ago something was occurs for both sooner or
 * later, and one that is different every time reveals nothing.
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

interface Measured {
  readonly check: string | undefined;
  readonly answers: readonly ReadonlySet<string>[];
  /** ms, in the order of `failures`. */
  readonly times: readonly number[];
}

/** Sends each failure several times. @returns why it cannot be compared, if a session was opened. */
async function measure(stage: Stage): Promise<Measured | Observation> {
  const answers = failures.map(() => new Set<string>());
  const times = failures.map((): number[] => []);
  let check: string | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [n, [name, message]] of failures.entries()) {
      const agent = await stage.newUserAgent();
      const spec = await agent.begin();
      const sent = message(spec);
      const start = performance.now();
      const answer = await agent.post(spec, sent);
      times[n]?.push(performance.now() - start);
      if ((await agent.whoami()).signedIn)
        return {
          outcome: 'session',
          check: answer.check,
          note: `The service provider opened a session despite ${name}.`,
        };
      check = answer.check;
      answers[n]?.add(outward(answer));
    }
  }
  // The minimum of each: other load on the machine only makes a response later.
  return { check, answers, times: times.map((each) => Math.min(...each)) };
}

/** The failure that takes longest, if it takes so much longer that an attacker sees it. */
function slowest({ times }: Measured): string | undefined {
  // A service provider with two keys tries both when the first does not fit: that time says nothing of the plaintext.
  const afterTheKey = failures
    .map(([name], n) => ({ name, time: times[n] ?? 0 }))
    .filter(({ name }) => name !== badOaep)
    .toSorted((a, b) => a.time - b.time);
  const [fast, slow] = [afterTheKey[0], afterTheKey.at(-1)];
  if (!fast || !slow) return undefined;
  const tells = slow.time - fast.time > SLOWER_BY_MS && slow.time > fast.time * SLOWER_TIMES;
  return tells ? slow.name : undefined;
}

const validTwin: MessageMaker = (honest) => signedAndEncrypted(honest);

async function compare(stage: Stage): Promise<Observation> {
  const slow = new Set<string | undefined>();
  for (let time = 1; ; time += 1) {
    const measured = await measure(stage);
    if ('outcome' in measured) return measured;
    const { check, answers, times } = measured;
    if (tellApart(answers))
      return { outcome: 'harm', check, note: 'Different responses reveal which failure it was.' };
    slow.add(slowest(measured));
    const found = failures.map(([name], n) => `${name} ${times[n]?.toFixed(1)} ms`).join(', ');
    if (slow.has(undefined) || slow.size > 1) {
      await assertShown(stage, { validTwin }, 'reject', 'none');
      return { outcome: 'none', check, note: `One response for all failures: ${found}.` };
    }
    if (time === SEEN_TIMES)
      return {
        outcome: 'harm',
        check,
        note: `The response time reveals which failure it was: ${found}.`,
      };
  }
}

export const encryptedOracle: CatalogueCase = {
  id: 'proto-enc-oracle',
  group: 'proto',
  title: 'Decryption failures that an attacker could distinguish',
  severity: 'high',
  verdict: 'reject',
  basis: ['XML Encryption 1.1 6', 'SAML Core (E93)'],
  risk: 'An attacker who can tell bad padding from bad XML decrypts a captured Assertion byte by byte.',
  fix: 'Respond to every decryption failure with the same error, after about the same time.',
  runs: [
    {
      title: 'bad padding, bad OAEP, no XML inside',
      needs: ['decryption-certificate'],
      alone: true,
      play: compare,
      check: 'decryption',
    },
    // The identity provider made and signed it: a lenient parser that accepts it does no harm and reveals nothing.
    {
      title: 'a decrypted Assertion without its last character',
      verdict: 'policy',
      needs: ['decryption-certificate'],
      message: (honest) => spoiled(honest, assertionWithSignature(honest).slice(0, -1), {}),
      validTwin,
      check: 'decryption',
    },
  ],
};
