import type { FastifyRequest } from 'fastify';
import type { ScriptName } from '../../web/assets.ts';
import { correlationIdOf } from '../correlation-id.ts';
import type { Exchange } from '../sign-in-visit.ts';
import { type InlineError, inlineErrors } from './inline-error.tsx';
import type { FormTokens } from './sign-in-frame.tsx';
import { GET_CREDENTIAL_TYPE } from './step-addresses.ts';

/** Entra's pages by name, with the numbers that its clients send back as headers (assumed). */
const pageNumbers = {
  ConvergedSignIn: { hpgid: 1104, hpgact: 1800 },
  ConvergedTFA: { hpgid: 1114, hpgact: 2000 },
  ConvergedChangePassword: { hpgid: 1107, hpgact: 1800 },
  ConvergedProofUpRedirect: { hpgid: 1113, hpgact: 2000 },
  KmsiInterrupt: { hpgid: 1119, hpgact: 1800 },
} as const;

export type PageId = keyof typeof pageNumbers;

export interface PageConfig {
  pgid: PageId;
  /** Path, or an absolute URL. */
  urlPost: string;
  tokens: FormTokens;
  userName: string;
  error?: InlineError | undefined;
  /** Besides the script of all pages. */
  script?: ScriptName | undefined;
  /** What only this page has. */
  more?: Readonly<Record<string, unknown>>;
}

/** Where this request reached the site: cookies are kept for this host, and other names may lead here too. No trailing slash. */
export function originOf({ protocol, host }: FastifyRequest, publicUrl: string): string {
  const own = URL.parse(publicUrl);
  return own?.host === host ? own.origin : `${protocol}://${host}`;
}

/**
 * What clients without a browser read from the page (entra-saml.md 9.1, 10.5): `$Config={...};`. Some find a value by its neighbour, so
 * `pgid`, `apiCanary`, `canary` and `correlationId` follow each other, and lists are not last.
 */
export function pageConfig(
  { context, request }: Exchange,
  { pgid, urlPost, tokens, userName, error, more }: PageConfig,
): Record<string, unknown> {
  const { ctx, canary, flowToken, apiCanary, requestId } = tokens;
  return {
    urlPost,
    urlGetCredentialType: `${originOf(request, context.publicUrl())}${GET_CREDENTIAL_TYPE}?mkt=en-US`,
    ...more,
    sErrorCode: error?.code === undefined ? '' : String(error.code),
    sErrTxt: error?.text ?? '',
    sPOST_Username: userName,
    sFT: flowToken,
    sFTName: 'flowToken',
    sCtx: ctx,
    sCanaryTokenName: 'canary',
    inlineErrors: { unknownUser: inlineErrors.unknownUser },
    ...pageNumbers[pgid],
    pgid,
    apiCanary,
    canary,
    correlationId: correlationIdOf(request),
    sessionId: requestId,
  };
}

/**
 * The script element in the exact bytes that clients cut out: after `<script` comes a CDATA line, `$Config=` at character 20, and seven
 * characters end it. No value can end the script or the statement (HTML 4.12.1.3).
 */
export function configScript(config: Record<string, unknown>, nonce: string): string {
  const json = JSON.stringify(config).replace(
    /[<>&;\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `<script type="text/javascript" nonce="${nonce}">//<![CDATA[\n$Config=${json};\n//]]></script>`;
}
