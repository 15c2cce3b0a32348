import type { Fault } from '../invalid-input.ts';

const MAX = 64;
/** What Graph forbids in mailNickname, besides anything beyond ASCII (resource type user). */
const forbidden = /[^\x21-\x7e]|[@()\\[\]";:<>,]/;

/** What is wrong with a mail nickname that was typed rather than derived. Several users may have the same. */
export function mailNicknameFault(nickname: string): Fault | undefined {
  const fault = (code: string, message: string): Fault => ({
    property: 'mailNickname',
    code,
    message,
  });
  if (nickname === '')
    return fault('required', 'Enter a mail nickname, or derive it from the user principal name.');
  const [odd] = [...nickname].filter((character) => forbidden.test(character));
  if (odd !== undefined)
    return fault(
      'character',
      `${odd.trim() === '' ? 'A blank' : `The character ${odd}`} cannot stand in a mail nickname: use letters a to z, digits and signs other than @ ( ) \\ [ ] " ; : < > ,`,
    );
  if (nickname.length > MAX)
    return fault('too_long', `A mail nickname has at most ${MAX} characters.`);
  return undefined;
}
