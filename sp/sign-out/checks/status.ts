import { statusCode } from '../../../saml/names.ts';
import { quote } from '../../checking/show-value.ts';
import type { Check, ResponseSubject } from './check.ts';

/** SAML Core 3.7.2, 3.7.3.2: the session at the identity provider has ended only when the response reports success. */
export const status: Check<ResponseSubject> = {
  name: 'status',
  title: 'The identity provider reports success',
  fault: 'The identity provider could not sign you out',
  clause: 'SAML Core 3.2.2.2, 3.7.3.2',
  whatToDo:
    'Your session here has ended. You may still be signed in at the identity provider: sign out there, or close the browser.',
  run: ({ message: { status: sent } }) => {
    const codes = [sent.code, sent.subcode].filter((code) => code !== undefined && code !== '');
    const text = sent.message ? `: ${quote(sent.message)}` : '';
    return {
      passed: sent.code === statusCode.success,
      expected: statusCode.success,
      found: `${codes.join(' > ') || 'nothing'}${text}`,
    };
  },
};
