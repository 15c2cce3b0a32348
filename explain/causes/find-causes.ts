import type { CapturedMessage } from '../capture/captured-message.ts';
import type { JudgedResponse } from '../judge-response.ts';
import type { Repair } from '../signatures/what-changed.ts';
import { causeOfCheck, causeOfLogoutCheck } from './cause-of-check.ts';
import { type CauseId, type CauseInfo, causes } from './causes.ts';
import type { Evidence, Found, Likelihood } from './evidence.ts';
import { fromQuerySignatures, fromRequestSignatures } from './from-query-signatures.ts';
import { type LibraryOption, libraryOptions, type Setting } from './library-options.ts';

/** A cause with what shows it. */
export interface Cause {
  readonly id: CauseId;
  readonly likelihood: Likelihood;
  readonly what: string;
  /** Sentences: what was found that points to it. */
  readonly because: readonly string[];
  readonly atEntra?: string;
  readonly atServiceProvider?: string;
  /** What the libraries of service providers call the setting. */
  readonly options: readonly LibraryOption[];
}

const order: readonly Likelihood[] = ['certain', 'likely', 'possible'];

/** The causes that a sign-in shows, the likeliest first; several findings of one cause are one. */
export function findCauses(evidence: Evidence): Cause[] {
  const found = [
    ...fromRequest(evidence),
    ...fromEncodings(evidence),
    ...fromRepetition(evidence),
    ...fromSignatures(evidence),
    ...fromQuerySignatures(evidence),
    ...fromRequestSignatures(evidence),
    ...fromChecks(evidence),
    ...fromCookies(evidence),
    ...fromAnswer(evidence),
  ];
  const byId = new Map<CauseId, Cause>();
  for (const one of found) {
    const known = byId.get(one.id);
    byId.set(one.id, known ? added(known, one) : causeOf(one));
  }
  // Worth a mention only where nothing else explains the refusal.
  for (const id of ['service-provider-refused', 'signed-other-part'] as const)
    if (byId.size > 1) byId.delete(id);
  return [...byId.values()].sort(
    (a, b) => order.indexOf(a.likelihood) - order.indexOf(b.likelihood),
  );
}

function causeOf({ id, likelihood, because, settings: more = [], ...fixes }: Found): Cause {
  const { settings, ...info }: CauseInfo = causes[id];
  const options = [...settings, ...more].flatMap(
    (setting) => libraryOptions[setting] as readonly LibraryOption[],
  );
  return { id, likelihood, ...info, ...fixes, because: [because], options };
}

const added = (known: Cause, { because, likelihood }: Found): Cause => ({
  ...known,
  likelihood:
    order.indexOf(likelihood) < order.indexOf(known.likelihood) ? likelihood : known.likelihood,
  because: known.because.includes(because) ? known.because : [...known.because, because],
});

function* fromRequest({ requestRefusals }: Evidence): Generator<Found> {
  const [first] = requestRefusals;
  if (!first) return;
  yield {
    id: 'entra-refuses-request',
    likelihood: 'likely',
    because: first.message,
    atServiceProvider: first.advice,
    settings: settingsOfCode[first.code] ?? [],
  };
}

/** What at the service provider makes Entra refuse a request. */
const settingsOfCode: Readonly<Record<string, readonly Setting[]>> = {
  AADSTS50011: ['acsUrl'],
  AADSTS700016: ['entityId'],
  AADSTS75003: ['requestEncoding'],
  AADSTS750161: ['nameIdFormat'],
  AADSTS7500522: ['authnContext'],
  AADSTS900235: ['authnContext'],
};

function* fromEncodings({ joined }: Evidence): Generator<Found> {
  for (const message of [joined.request, joined.response])
    if (message?.asSent) yield* encodings(message);
}

function* encodings({ layers, binding, parameter }: CapturedMessage): Generator<Found> {
  const base64 = layers.filter((layer) => layer.startsWith('base64')).length;
  const because = `The ${parameter ?? 'message'} was encoded with ${layers.join(', ') || 'nothing'}.`;
  const sure = { likelihood: 'certain', because } as const;
  if (layers.some((layer) => layer.includes('+ became blanks'))) yield { id: 'plus-lost', ...sure };
  if (base64 > 1 || (layers.includes('percent-encoding') && binding === 'HTTP-POST'))
    yield { id: 'encoded-twice', ...sure };
  const deflated = layers.some((layer) => /^(?:DEFLATE|zlib|gzip)$/.test(layer));
  if (binding === 'HTTP-POST' && deflated) yield { id: 'deflated-post', ...sure };
  if (binding === 'HTTP-Redirect' && !layers.includes('DEFLATE'))
    yield { id: 'redirect-not-deflated', ...sure };
}

function* fromRepetition({ joined }: Evidence): Generator<Found> {
  const { earlier, response } = joined;
  if (!earlier || !response) return;
  const at = earlier.message.time?.toISOString();
  const before = at === undefined ? 'earlier in the capture' : `at ${at}`;
  yield earlier.why === 'assertion'
    ? {
        id: 'replayed',
        likelihood: 'certain',
        because: `The assertion ${response.says.assertions[0]?.id} was sent ${before} already.`,
      }
    : {
        id: 'answered-twice',
        likelihood: 'certain',
        because: `Another response with InResponseTo ${response.says.inResponseTo} was sent ${before}.`,
      };
}

function* fromSignatures(evidence: Evidence): Generator<Found> {
  const { signatures, repair, judged, certificatesGiven, circumstances } = evidence;
  const likelihood = certificatesGiven ? 'certain' : 'likely';
  for (const { parent, verdict, inside, signer, examined } of signatures) {
    if (verdict === 'changed')
      yield {
        id: repair ? changedBy[repair.id] : 'changed-content',
        likelihood: 'certain',
        because: repair
          ? `The digest of the ${parent} is wrong. Since it was signed, ${repair.what}: without that, the digest is right.`
          : `The digest of the ${parent} is wrong, although the right key signed it. Undoing what pretty printers, line breaks and encodings do does not help.`,
      };
    if (verdict === 'broken' && repair)
      yield {
        id: changedBy[repair.id],
        likelihood: 'certain',
        because: `The signature of the ${parent} is wrong. Since it was signed, ${repair.what}: without that, the digest is right.`,
      };
    else if (verdict === 'broken')
      yield {
        id: 'changed-content',
        likelihood: 'likely',
        because: `The certificate in the signature of the ${parent} is not the one whose key made it, or the SignedInfo was changed.`,
      };
    if (verdict === 'other-key')
      yield {
        id: 'certificate-other',
        likelihood: 'certain',
        because: inside
          ? `The ${parent} is signed by the key of ${inside.subject}, thumbprint ${inside.thumbprint}, valid until ${day(inside.notAfter)}, which is not a given certificate.`
          : `No given certificate made the signature of the ${parent}, and the message contains none.`,
      };
    const expired = signer ?? inside;
    if (expired && expired.notAfter.getTime() < circumstances.now.getTime())
      yield {
        id: 'certificate-expired',
        likelihood,
        because: `${expired.subject}, thumbprint ${expired.thumbprint}, expired on ${day(expired.notAfter)}.`,
      };
    if (examined.names === 'another element' || examined.names === 'nothing')
      yield {
        id: 'reference-other',
        likelihood: 'certain',
        because: `The signature in the ${parent} (${examined.parentId}) refers to ${examined.uri}, which is ${examined.names === 'nothing' ? 'no element of the message' : 'another element'}.`,
      };
    if (unusualForm(judged) && verdict !== 'changed' && examined.digest === 'matches')
      yield {
        id: 'canonicalization',
        likelihood: 'possible',
        because: `The ${parent} is signed with ${[examined.canonicalization, ...examined.transforms].join(', ')}${examined.prefixList === undefined ? '' : ` and the prefixes ${examined.prefixList}`}.`,
      };
  }
  yield* signedPart(evidence);
}

const changedBy: Readonly<Record<Repair['id'], CauseId>> = {
  'white-space': 'changed-white-space',
  'line-breaks': 'changed-line-breaks',
  encoding: 'changed-encoding',
  'escaped-twice': 'changed-content',
  'normal-form': 'changed-content',
};

const unusualForm = (judged: JudgedResponse | undefined) =>
  judged?.refusals.some(({ check }) => check === 'signature_profile') ?? false;

/** A refused sign-in whose message is right but for what libraries expect by default. */
function* signedPart({ joined, signatures }: Evidence): Generator<Found> {
  const { response } = joined;
  const status = response?.answer?.status ?? 0;
  const parts = new Set(signatures.map(({ parent }) => parent));
  if (parts.size !== 1 || status < 400) return;
  yield {
    id: 'signed-other-part',
    likelihood: 'possible',
    because: `The service provider answered with status ${status}, and only the ${[...parts][0]} is signed.`,
  };
}

const day = (date: Date) => date.toISOString().slice(0, 10);

/** What each check compares with; a difference from a guessed value is only a possibility. */
const comparedWith: Readonly<Record<string, 'spEntityId' | 'acsUrl' | 'idpEntityId' | 'now'>> = {
  audience: 'spEntityId',
  destination: 'acsUrl',
  recipient: 'acsUrl',
  issuer: 'idpEntityId',
  response_issuer: 'idpEntityId',
  not_before: 'now',
  not_on_or_after: 'now',
  confirmation_not_on_or_after: 'now',
  confirmation_not_before: 'now',
};

const causesOf = { 'sign-in': causeOfCheck, 'sign-out': causeOfLogoutCheck } as const;

function* fromChecks({
  judged,
  circumstances,
  keysGiven,
  joined,
  signatures,
  querySignatures,
}: Evidence): Generator<Found> {
  for (const { check, fault, expected, found } of judged?.refusals ?? []) {
    const id =
      (check === 'authn_instant' && (!expected.includes('ForceAuthn') || / ahead$/.test(found))) ||
      (check === 'issue_instant' && / ahead$/.test(found))
        ? 'clock-behind'
        : causesOf[joined.kind][check];
    if (
      id === undefined ||
      isExplained(check, { signatures, querySignatures, joined, keysGiven, judged })
    )
      continue;
    const compared = comparedWith[check];
    const known = compared === undefined || circumstances.known.has(compared);
    const because = `${fault}: expected ${expected}; found ${found.replace(/\.$/, '')}.`;
    const { status } = joined.response?.says ?? {};
    yield {
      id,
      likelihood: known ? 'likely' : 'possible',
      because:
        check === 'status' && status?.message ? `${because} It says: ${status.message}` : because,
    };
  }
}

/** What the signatures, the repetition or a missing key already explain better. */
function isExplained(
  check: string,
  {
    signatures,
    querySignatures,
    joined,
    keysGiven,
    judged,
  }: Pick<Evidence, 'signatures' | 'querySignatures' | 'joined' | 'keysGiven' | 'judged'>,
): boolean {
  const verdicts = [...signatures, ...querySignatures].map(({ verdict }) => verdict);
  const explained = ['changed', 'other-key', 'broken', 're-encoded', 'not-valid'];
  switch (check) {
    case 'signature':
    case 'signature_key':
      return verdicts.some((verdict) => explained.includes(verdict));
    case 'signature_profile':
      return signatures.some(
        ({ examined }) => examined.digest === 'matches' || examined.names !== 'its parent',
      );
    case 'certificate_dates':
      return true;
    case 'decryption':
      return !keysGiven;
    // samlab decrypts only in a signed Response (errata E93); Entra signs the assertion inside.
    case 'signature_present':
      return (joined.response?.says.encryptedAssertions ?? 0) > 0 && !!judged;
    case 'in_response_to':
    case 'replay':
      return joined.earlier !== undefined;
    default:
      return false;
  }
}

function* fromAnswer({ joined: { kind, response } }: Evidence): Generator<Found> {
  const status = response?.answer?.status ?? 0;
  if (kind === 'sign-in' && status >= 400)
    yield {
      id: 'service-provider-refused',
      likelihood: 'possible',
      because: `The POST of the response was answered with status ${status}.`,
    };
}

/** A cookie that the service provider set before the sign-in, and that the POST did not bring. */
function* fromCookies({ joined: { request, response } }: Evidence): Generator<Found> {
  if (!response?.address || response.sentCookies === undefined || response.binding !== 'HTTP-POST')
    return;
  const sent = new Set(response.sentCookies);
  const missing = (request?.cookiesBefore ?? []).filter(
    ({ name, attributes }) =>
      !sent.has(name) &&
      !attributes.some((one) => /^(?:max-age=0|expires=thu, 01 jan 1970)/i.test(one)),
  );
  for (const { name, attributes } of missing)
    yield {
      id: 'cookie-missing',
      likelihood: 'likely',
      because: `The cookie ${name} (${attributes.join('; ') || 'without attributes'}) was set before the sign-in, and the POST to ${response.address} did not bring it.`,
    };
}
