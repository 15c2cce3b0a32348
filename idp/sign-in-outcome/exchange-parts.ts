import { type Exchange, MAX_TEXT } from '../../exchanges/exchange.ts';
import { type SentAnswer, withoutValues } from '../../web/http/sent-answer.ts';
import type { SignInOutcome } from './outcome.ts';

export const begun = (at: Date, durationMs: number) => ({
  version: 1 as const,
  startedAt: new Date(at.getTime() - Math.round(durationMs)).toISOString(),
  durationMs: Math.round(durationMs),
});

export const cut = (text: string) => text.slice(0, MAX_TEXT);

export function refusalOf(
  { code, message, advice, setting }: NonNullable<SignInOutcome['error']>,
  publicUrl: string,
) {
  return {
    by: 'idp' as const,
    code: `AADSTS${code}`,
    message: cut(message),
    ...(advice !== '' && { whatToDo: cut(advice) }),
    ...(setting && {
      setting: { label: cut(setting.label), address: cut(publicUrl + setting.href) },
    }),
  };
}

export function answered(
  url: string,
  { status, location, cookies }: SentAnswer,
): Pick<Exchange, 'cookies' | 'redirects'> {
  return {
    cookies: cookies.map(({ name, attributes }) => ({
      by: 'idp',
      name: cut(name),
      attributes: cut(attributes),
    })),
    redirects:
      location === undefined || status < 300 || status > 399
        ? []
        : [{ by: 'idp', from: cut(withoutValues(url)), status, to: cut(location) }],
  };
}
