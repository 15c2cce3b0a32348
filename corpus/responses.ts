import {
  allCases,
  type CatalogueCase,
  checksOf,
  honestSpec,
  hostileIdentity,
  type MessageRun,
  type Need,
  type Run,
} from '../catalogue/index.ts';
import { type CorpusCast, names } from './cast.ts';
import type { CorpusEntry, LeftOutRun } from './format.ts';
import { serviceProvider, trust, type WrittenMessage, written } from './written-message.ts';

/** Larger messages would make the folder unhandy. */
const MAX_BYTES = 1_000_000;

const relayState = 'relay-state-1';

/** The responses of the catalogue, each for a service provider that waits for the answer to one request. */
export async function responses(
  cast: CorpusCast,
): Promise<{ messages: WrittenMessage[]; leftOut: LeftOutRun[] }> {
  const messages: WrittenMessage[] = [];
  const leftOut: LeftOutRun[] = [];
  for (const of of allCases)
    for (const [index, run] of of.runs.entries()) {
      const reason = reasonToLeaveOut(run);
      const made =
        reason === undefined && run.message ? await response(cast, { of, run, index }) : reason;
      if (typeof made === 'object') messages.push(made);
      else leftOut.push({ ...titled(of, run, index), reason: made ?? '' });
    }
  return { messages, leftOut };
}

const titled = (of: CatalogueCase, run: Run, index: number) => ({
  case: of.id,
  run: index + 1,
  title: run.title === undefined ? of.title : `${of.title}: ${run.title}`,
});

/** What makes the bytes differ each time. */
const random: Partial<Record<Need, string>> = {
  'decryption-certificate':
    'It is encrypted, with a random content key: its bytes differ each time.',
  'ec-signing-key': 'It has an ECDSA signature, which is random: its bytes differ each time.',
};

function reasonToLeaveOut(run: Run): string | undefined {
  if (!run.message)
    return 'It is a sequence of requests, not one message: "samlab check" plays it.';
  return run.needs?.map((need) => random[need]).find((reason) => reason !== undefined);
}

/** @returns the reason why it is left out, if it is */
async function response(
  cast: CorpusCast,
  { of, run, index }: { of: CatalogueCase; run: MessageRun; index: number },
): Promise<WrittenMessage | string> {
  const id = `${of.id}-${index + 1}`;
  const unsolicited = run.unsolicited === true;
  const spec = honestSpec({
    cast: cast.cast,
    idpEntityId: names.idpEntityId,
    sp: names.sp,
    now: names.now,
    inResponseTo: unsolicited ? undefined : cast.requestId,
    relayState: unsolicited ? undefined : relayState,
    identity: {
      nameId: names.user,
      givenName: 'B',
      surname: 'Simon',
      displayName: 'B.Simon',
    },
    newId: cast.idsFor(id),
  });
  const message = await run.message(spec);
  const bytes = Buffer.from(message.xml);
  if (bytes.length > MAX_BYTES)
    return `It has ${bytes.length} bytes, too many for a folder of files.`;
  const { basis, severity, risk } = { ...of, ...run };
  return written({
    folder: 'responses',
    id,
    case: of.id,
    kind: 'Response',
    receiver: 'service-provider',
    binding: 'HTTP-POST',
    title: titled(of, run, index).title,
    ...verdictOf(of, run),
    checks: [...checksOf(run)],
    basis: [...basis],
    severity,
    why: risk,
    xml: bytes,
    ...(message.encode && { form: message.encode(bytes) }),
    relayState: message.relayState === undefined ? (spec.relayState ?? null) : message.relayState,
    configuration: configurationOf(cast, run),
  });
}

function verdictOf(
  of: CatalogueCase,
  run: MessageRun,
): Pick<CorpusEntry, 'expected' | 'acceptedUsers'> {
  const verdict = run.verdict ?? of.verdict;
  if (verdict === 'reject') return { expected: 'refuse', acceptedUsers: [] };
  const signer = run.forged ? [hostileIdentity] : [names.user];
  return {
    expected: verdict === 'accept' ? 'accept' : 'either',
    acceptedUsers: run.bothSigned ? [names.user, hostileIdentity] : signer,
  };
}

function configurationOf({ requestId }: CorpusCast, { needs = [], unsolicited }: MessageRun) {
  const secondKey = needs.includes('second-signing-key') ? (['idp-second'] as const) : [];
  return serviceProvider(names.sp.acs, {
    trusts: [trust(names.idpEntityId, 'idp', ...secondKey)],
    pendingRequestId: unsolicited ? null : requestId,
    allowsUnsolicited: unsolicited === true && !needs.includes('unsolicited-refused'),
    requiresSignature: needs.includes('response-signature-alone')
      ? 'assertion-or-response'
      : 'assertion',
  });
}
