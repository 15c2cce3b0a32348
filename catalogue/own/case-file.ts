import { deflateRawSync } from 'node:zlib';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { CatalogueCase, MessageMaker, Need, Run } from '../case.ts';
import { assertMeetable } from '../cond/wish.ts';
import { encryptAssertion } from '../encrypt.ts';
import type { Message } from '../message.ts';
import { observe } from '../observe.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { signXml } from '../sign-xml.ts';
import { cut, elementText, replaceElement } from '../xml-text.ts';
import { fillTemplate, templateFaults } from './template.ts';

/** The largest file, in bytes: a message at its limit, and the rest. */
const MAX_FILE_BYTES = 1024 * 1024;

const Text = Type.String({ minLength: 1, maxLength: 2000 });
const one = <const Values extends readonly string[]>(...values: Values) =>
  Type.Unsafe<Values[number]>(Type.Union(values.map((value) => Type.Literal(value))));

/** How each property of a file is checked, and the sentence "... must be". */
const shapes = {
  format: {
    shape: Type.Literal('samlab-case/1'),
    is: '"samlab-case/1", the format that this samlab reads',
  },
  id: {
    shape: Type.String({ pattern: '^own-[a-z0-9]+(?:-[a-z0-9]+)*$', maxLength: 80 }),
    is: '"own-" and lower-case words with hyphens, such as own-audience',
  },
  title: { shape: Text, is: 'a sentence: what is unusual about the response' },
  /** What a correct service provider does with it. */
  verdict: { shape: one('accept', 'reject'), is: 'accept or reject' },
  severity: { shape: one('crit', 'high', 'med', 'low'), is: 'crit, high, med or low' },
  risk: { shape: Text, is: 'a sentence: what happens if the verdict is wrong' },
  fix: { shape: Text, is: 'a sentence: what to change then' },
  /** It answers no request. */
  unsolicited: { shape: Type.Boolean(), is: 'true or false' },
  /** What the request that it answers has to ask for; the service provider starts such a sign-in. */
  request: {
    shape: Type.Object(
      {
        forceAuthn: Type.Optional(Type.Literal(true)),
        authnContext: Type.Optional(Text),
      },
      { additionalProperties: false },
    ),
    is: 'an object with forceAuthn: true, with authnContext: a class, or with both',
  },
  /** The elements that are signed, inner first. */
  signed: {
    shape: Type.Array(one('Assertion', 'Response'), { maxItems: 2 }),
    is: 'a list of Assertion, Response, both or neither',
  },
  /** `unknown`: not the key that the service provider trusts. */
  key: { shape: one('trusted', 'unknown'), is: 'trusted or unknown' },
  /** URIs; SHA-256 by default. */
  signatureMethod: { shape: Text, is: 'a URI' },
  digestMethod: { shape: Text, is: 'a URI' },
  /** What happens to the message after it was signed. */
  changedAfterSigning: { shape: one('white-space', 'instant'), is: 'white-space or instant' },
  /** The assertion is encrypted for the service provider. */
  encrypted: { shape: Type.Boolean(), is: 'true or false' },
  encoding: {
    shape: one('base64', 'base64 twice', 'DEFLATE'),
    is: 'base64, base64 twice or DEFLATE',
  },
  /** XML of the unsigned Response, with placeholders; see `template.ts`. */
  message: {
    shape: Type.String({ minLength: 1, maxLength: 512 * 1024 }),
    is: 'the XML of a Response',
  },
} as const;

type Shapes = typeof shapes;
type Optional =
  | 'severity'
  | 'risk'
  | 'fix'
  | 'unsolicited'
  | 'request'
  | 'key'
  | 'signatureMethod'
  | 'digestMethod'
  | 'changedAfterSigning'
  | 'encrypted'
  | 'encoding';
const optional: ReadonlySet<string> = new Set<Optional>([
  'severity',
  'risk',
  'fix',
  'unsolicited',
  'request',
  'key',
  'signatureMethod',
  'digestMethod',
  'changedAfterSigning',
  'encrypted',
  'encoding',
]);

/** A case in a file. */
export type CaseFile = {
  readonly [Name in Exclude<keyof Shapes, Optional>]: Static<Shapes[Name]['shape']>;
} & { readonly [Name in Optional]?: Static<Shapes[Name]['shape']> };

/** A file that is no case. */
export class CaseFileFault extends Error {
  override readonly name = 'CaseFileFault';
  /** One sentence for each fault. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

export const writeCaseFile = (file: CaseFile): string => `${JSON.stringify(file, null, 2)}\n`;

/**
 * Reads a file that `writeCaseFile` wrote, perhaps changed by hand since.
 *
 * @throws {CaseFileFault} with a sentence for each fault
 */
export function readCaseFile(text: string): CaseFile {
  if (text.length > MAX_FILE_BYTES)
    throw new CaseFileFault([`It is larger than ${MAX_FILE_BYTES} bytes.`]);
  const content = parse(text);
  const faults = [
    ...Object.keys(content)
      .filter((name) => !(name in shapes))
      .map((name) => `${name.slice(0, 60)} is not part of a case.`),
    ...Object.entries(shapes).flatMap(([name, { shape, is }]) => {
      const value = content[name];
      if (value === undefined)
        return optional.has(name) ? [] : [`${name} is missing: it must be ${is}.`];
      return Value.Check(shape, value) ? [] : [`${name} must be ${is}.`];
    }),
    ...(typeof content.message === 'string' ? templateFaults(content.message) : []),
  ];
  if (faults.length > 0) throw new CaseFileFault(faults);
  return content as unknown as CaseFile;
}

function parse(text: string): Readonly<Record<string, unknown>> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it cannot be parsed';
    throw new CaseFileFault([`It is not JSON: ${why}.`]);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new CaseFileFault(['It must be an object.']);
  return content as Record<string, unknown>;
}

/** The case of a file, in the group `own`. */
export function caseFromFile(file: CaseFile): CatalogueCase {
  const { id, title, verdict, severity = 'high' } = file;
  return {
    id,
    group: 'own',
    title,
    severity,
    verdict,
    basis: ['Your own case'],
    risk:
      file.risk ??
      (verdict === 'accept'
        ? 'A response that users really get is refused.'
        : 'A response that should be refused opens a session.'),
    fix: file.fix ?? 'Compare the message with a valid one, and correct the check that decides.',
    runs: [runOf(file)],
  };
}

function runOf(file: CaseFile): Run {
  const { unsolicited, request } = file;
  const message = makerOf(file, file.message);
  const needs = needsOf(file);
  if (!request || unsolicited)
    return { message, needs, ...(unsolicited && { unsolicited: true as const }) };
  return {
    needs,
    play: async (stage) => {
      const agent = await stage.newUserAgent();
      const spec = await agent.begin(request);
      const answer = await agent.post(spec, await message(spec));
      const seen = await observe(agent, answer, `The request asked for ${wishes(request)}.`);
      if (seen.outcome === 'none' && file.verdict === 'reject')
        await assertMeetable(stage, request);
      return seen;
    },
  };
}

const wishes = ({ forceAuthn, authnContext }: NonNullable<CaseFile['request']>): string =>
  [forceAuthn && 'a fresh sign-in', authnContext].filter(Boolean).join(' and ');

function needsOf({ unsolicited, request, encrypted, signed, verdict }: CaseFile): Need[] {
  return [
    ...(unsolicited ? (['unsolicited-allowed'] as const) : (['solicited'] as const)),
    ...(request?.forceAuthn && !unsolicited ? (['force-authn'] as const) : []),
    ...(request?.authnContext && !unsolicited ? (['requested-authn-context'] as const) : []),
    ...(encrypted ? (['decryption-certificate'] as const) : []),
    ...(signed.length === 1 && signed[0] === 'Response' && verdict === 'accept'
      ? (['response-signature-alone'] as const)
      : []),
  ];
}

const makerOf =
  (file: CaseFile, template: string): MessageMaker =>
  (spec) => {
    const xml = changed(signedXml(fillTemplate(template, spec), file, spec), file);
    return { xml, ...encodingOf(file) };
  };

/** The inner signature first; an assertion is encrypted with its signature, before the Response is signed around it. */
function signedXml(unsigned: string, file: CaseFile, spec: ResponseSpec): string {
  const { signed, key, signatureMethod, digestMethod, encrypted } = file;
  const { idp, stranger, encryptionCertificates } = spec.cast;
  const sign = (xml: string, element: 'Assertion' | 'Response') =>
    signXml(xml, {
      element,
      key: key === 'unknown' ? stranger : idp,
      ...(signatureMethod !== undefined && { signatureAlgorithm: signatureMethod }),
      ...(digestMethod !== undefined && { digestAlgorithm: digestMethod }),
    });
  let xml = signed.includes('Assertion') ? sign(unsigned, 'Assertion') : unsigned;
  const [certificateBase64] = encryptionCertificates;
  if (encrypted && certificateBase64 !== undefined)
    xml = replaceElement(
      xml,
      'Assertion',
      encryptAssertion(elementText(xml, 'Assertion'), { certificateBase64 }),
    );
  return signed.includes('Response') ? sign(xml, 'Response') : xml;
}

/** What a program in between does: each digest is wrong afterwards. */
function changed(xml: string, { changedAfterSigning }: CaseFile): string {
  if (changedAfterSigning === 'white-space') return xml.replaceAll('><', '>\n<');
  if (changedAfterSigning === 'instant')
    return xml.replace(/( IssueInstant="[^"]*?)(?:\.\d+)?Z"/g, '$1.001Z"');
  return xml;
}

function encodingOf({ encoding = 'base64' }: CaseFile): Pick<Message, 'encode'> {
  if (encoding === 'base64') return {};
  const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');
  return {
    encode: (xml) => (encoding === 'DEFLATE' ? base64(deflateRawSync(xml)) : base64(base64(xml))),
  };
}

/** A message without any Signature, as a template. */
export function unsignedText(xml: string): string {
  let rest = xml.replace(/^\s*<\?xml[\s\S]*?\?>\s*/, '');
  while (/<(?:[\w.-]+:)?Signature[\s>]/.test(rest)) rest = cut(rest, 'Signature');
  return rest;
}
