import type { Verdict } from '../../catalogue/index.ts';

/** What a correct service provider does with a case, as an instruction. */
export const expectations: Readonly<Record<Verdict, string>> = {
  accept: 'Sign in the test user.',
  reject: 'Refuse it, and open no session.',
  inert: 'Refuse it, or use only the signed content.',
  policy: 'Accept or refuse it: both are defensible, but decide on purpose.',
};
