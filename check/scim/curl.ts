import { shortCopy } from '../../text-files/short-copy.ts';
import type { CaseExchange, TokenKind } from './sender.ts';

/** In characters, of a body, and of an address with an id of the server. */
const MOST = 4000;

/** The tokens are in variables; one that was never issued is sent as it is. */
const tokenOf: Readonly<Record<TokenKind, string>> = {
  given: '$SAMLAB_SCIM_TOKEN',
  'other-tenant': '$SAMLAB_SCIM_TOKEN_B',
  'client-secret': '$SAMLAB_SCIM_ISSUED_TOKEN',
  'client-assertion': '$SAMLAB_SCIM_ISSUED_TOKEN',
  wrong: 'never-issued',
  none: '',
};

/** A request as a command for a shell, with the token in a variable. `-A ''` and `-H 'Accept:'` send what Entra sends: neither header. */
export function curlOf({
  request: { method, url, headers, body },
  token,
}: Pick<CaseExchange, 'request' | 'token'>): string {
  const given = Object.entries(headers).map(([name, value]) =>
    name === 'Authorization'
      ? `-H "Authorization: Bearer ${tokenOf[token]}"`
      : `-H ${quoted(`${name}: ${value}`)}`,
  );
  const short = body === undefined ? undefined : shortCopy(body, MOST);
  return [
    `curl -X ${method} ${quoted(shortCopy(url, MOST))}`,
    "-A ''",
    "-H 'Accept:'",
    ...given,
    ...(short === undefined ? [] : [`--data-raw ${quoted(short)}`]),
  ].join(' ');
}

/** POSIX shell: everything between apostrophes is literal. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
