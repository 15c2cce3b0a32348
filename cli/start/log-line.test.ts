import { expect, test } from 'vitest';
import { logLine } from './log-line.ts';

test('a line of the log cannot write to the terminal', () => {
  const msg = 'AADSTS700016: No application \u009b31m\u202e\n00:00:00 INFO: forged';
  expect(logLine({ site: 'idp', msg })).toBe(
    'idp  AADSTS700016: No application  31m 00:00:00 INFO: forged',
  );
});
