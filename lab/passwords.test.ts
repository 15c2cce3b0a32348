import { expect, test } from 'vitest';
import { readablePassword } from './passwords.ts';
import { words } from './words.ts';

test('is readable, and within Entra’s rule for passwords (entra-admin.md 1.10)', () => {
  for (let n = 0; n < 200; n += 1) {
    const password = readablePassword();
    expect(password).toMatch(/^([A-Z][a-z]+-){3}[1-9]\d{3}$/);
    expect(password.length).toBeGreaterThanOrEqual(8);
    expect(password.length).toBeLessThanOrEqual(256);
  }
});

test('is another one each time', () => {
  expect(new Set(Array.from({ length: 200 }, readablePassword)).size).toBe(200);
});

test('is drawn from 128 different words', () => {
  expect(new Set(words).size).toBe(128);
  expect(words).toHaveLength(128);
});
