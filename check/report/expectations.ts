import type { Verdict } from '../../catalogue/index.ts';
import type { CaseReport } from './report.ts';

/** What a correct service provider does with a case, as an instruction. */
const expectations: Readonly<Record<Verdict, string>> = {
  accept: 'Sign in the test user.',
  reject: 'Refuse it, and open no session.',
  inert: 'Refuse it, or use only the signed content.',
  policy: 'Accept or refuse it: both are defensible, but decide on purpose.',
};

/** The same, of a case about what the service provider sends. */
const ofSent: Readonly<Record<Verdict, string>> = {
  ...expectations,
  accept: 'Send what Entra accepts.',
  policy: 'Send it or not: Entra accepts it by default, but decide on purpose.',
};

export const expectationOf = ({
  group,
  expected,
  expectation,
}: Pick<CaseReport, 'group' | 'expected' | 'expectation'>): string =>
  expectation ?? (group === 'req' ? ofSent : expectations)[expected];
