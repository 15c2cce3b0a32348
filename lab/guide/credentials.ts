import type { GuideContext, GuideValue } from './step.ts';

/**
 * A user name and its password, to paste; without the password when another one was set.
 *
 * @param term the label of the user name
 */
export function credentials(
  { passwords }: Pick<GuideContext, 'passwords'>,
  term: string,
  name: string,
): GuideValue[] {
  const password = passwords[name];
  if (password === undefined) return [{ term, value: name, note: 'Another password was set.' }];
  return [
    { term, value: name },
    { term: 'Password', value: password },
  ];
}
