import type { HtmlForm } from '../../web/markup/html-page.ts';

const LEADS_TO_SIGN_IN = /saml|sso|single.?sign|entra|azure|microsoft|log.?in|sign.?in|auth/i;
const LEADS_ELSEWHERE =
  /log.?out|sign.?out|regist|sign.?up|language|locale|cookie|consent|search|delete/i;

/**
 * The form whose button starts a sign-in: it asks for nothing, and is the only one, or the only one that names a sign-in. OmniAuth, for
 * example, starts sign-ins only by POST with a token in the page.
 *
 * @returns its place on the page, from 0.
 */
export function startButton(forms: readonly HtmlForm[]): number | undefined {
  const candidates = [...forms.entries()].filter(
    ([, form]) => form.visibleFields === 0 && form.button && !LEADS_ELSEWHERE.test(wordsOf(form)),
  );
  const named = candidates.filter(([, form]) => LEADS_TO_SIGN_IN.test(wordsOf(form)));
  const saml = named.filter(([, form]) => /saml|sso|entra|azure|microsoft/i.test(wordsOf(form)));
  const [only] = [saml, named, candidates].flatMap((some) => (some.length === 1 ? some : []));
  return only?.[0];
}

const wordsOf = ({ action, button }: HtmlForm) =>
  `${new URL(action).pathname} ${button?.text ?? ''}`;

/** Properties whose value a single-page application goes to. */
const ADDRESS = /^(?:.*(?:url|uri|href|link)|redirect.*|location|to|target|login)$/i;

/**
 * The URL in JSON that a single-page application would go to next: one with a SAMLRequest anywhere, else the only value of a property such as
 * `url` or `redirect`.
 */
export function addressInJson(text: string, base: string): string | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found = [...strings(json)].flatMap(([name, value]) => {
    const url = /^(?:https?:|\/)/i.test(value) ? URL.parse(value, base) : undefined;
    return url ? [{ name, url }] : [];
  });
  const request = found.find(({ url }) => url.searchParams.has('SAMLRequest'));
  const [only, ...others] = found.filter(({ name }) => ADDRESS.test(name));
  return request?.url.href ?? (others.length === 0 ? only?.url.href : undefined);
}

/** Every text in a JSON value with the name of its property; at most 1,000. */
function* strings(json: unknown): Generator<[name: string, value: string]> {
  const open: [string, unknown][] = [['url', json]];
  for (let count = 0; open.length > 0 && count < 1000; count += 1) {
    const [name, value] = open.shift() ?? ['', undefined];
    if (typeof value === 'string') yield [name, value];
    else if (Array.isArray(value))
      open.push(...value.map((each): [string, unknown] => [name, each]));
    else if (typeof value === 'object' && value !== null) open.push(...Object.entries(value));
  }
}
