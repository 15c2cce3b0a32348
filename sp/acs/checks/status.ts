import { statusCode } from '../../../saml/names.ts';
import { quote } from '../../checking/show-value.ts';
import type { Check, EnvelopeSubject } from './check.ts';

/** SAML Core 3.2.2.2: only the top-level code counts; a nested Success under another code does not. */
export const status: Check<EnvelopeSubject> = {
  name: 'status',
  title: 'The identity provider reports success',
  fault: 'The identity provider reports a failure',
  clause: 'SAML Core 3.2.2.2',
  whatToDo:
    'The identity provider refused the sign-in. Read its message and check its sign-in logs.',
  run: ({ envelope: { status: sent } }) => {
    const codes = [sent.code, sent.subcode].filter((code) => code !== undefined && code !== '');
    const message = sent.message ? `: ${quote(sent.message)}` : '';
    return {
      passed: sent.code === statusCode.success,
      expected: statusCode.success,
      found: `${codes.join(' > ') || 'nothing'}${message}`,
    };
  },
};
