import {
  type AuthenticationMethodMode,
  isMultifactor,
  labelOf,
  provesNobody,
} from '../authentication-methods/modes.ts';
import { strengthsInWords } from '../conditional-access/authentication-strength.ts';
import { noPolicy } from '../conditional-access/evaluate.ts';
import type { SignInOutcome, UsedMethods } from './outcome.ts';

/** One row of "Authentication Details", in the properties of Graph's authenticationDetail (entra-saml.md 10.9). */
export interface AuthenticationDetail {
  authenticationMethod: string;
  authenticationMethodDetail: string;
  succeeded: boolean;
  authenticationStepResultDetail: string;
  authenticationStepRequirement: string;
}

/** The refusals of a proof on the form, and the step that each ends. */
const failedSteps: Readonly<Record<number, { method: string; result: string }>> = {
  50126: { method: 'Password', result: 'Incorrect password' },
  50053: { method: 'Password', result: 'Account is locked' },
  500121: { method: 'Second factor', result: 'MFA denied; the proof was not accepted' },
};

/** The methods of the user in order, then the one that failed. The device's certificate is none. */
export function authenticationDetailsOf({
  methods,
  error,
  access = noPolicy,
}: Pick<SignInOutcome, 'methods' | 'error' | 'access'>): AuthenticationDetail[] {
  const second = strengthsInWords(access.strengths) || 'Multifactor authentication';
  const requirement = (position: number) => (position === 0 ? 'Primary authentication' : second);
  const { modes, when }: UsedMethods = methods ?? { modes: [], when: 'now' };
  const ofTheUser = modes.filter((mode) => !provesNobody([mode]));
  const steps = ofTheUser.map((mode, position): AuthenticationDetail => {
    const label = labelOf(mode);
    const multifactor = position > 0 || isMultifactor([mode]);
    return {
      authenticationMethod: when === 'earlier' ? 'Previously satisfied' : label,
      authenticationMethodDetail: when === 'earlier' ? label : '',
      succeeded: true,
      authenticationStepResultDetail: resultOf(mode, when, multifactor),
      authenticationStepRequirement: requirement(position),
    };
  });
  const failed = error && failedSteps[error.code];
  if (!failed) return steps;
  return [
    ...steps,
    {
      authenticationMethod: failed.method,
      authenticationMethodDetail: '',
      succeeded: false,
      authenticationStepResultDetail: failed.result,
      authenticationStepRequirement: requirement(steps.length),
    },
  ];
}

function resultOf(
  mode: AuthenticationMethodMode,
  when: UsedMethods['when'],
  multifactor: boolean,
): string {
  if (when === 'earlier')
    return multifactor
      ? 'MFA requirement satisfied by claim in the token'
      : 'First factor requirement satisfied by claim in the token';
  if (mode === 'password') return 'Correct password';
  return multifactor ? 'MFA completed in Azure AD' : 'Satisfied';
}
