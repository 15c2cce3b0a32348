import { expect, test } from 'vitest';
import { readablePassword, words } from './readable-password.ts';

test('passwords are readable and meet Entra’s password rule (entra-admin.md 1.10)', () => {
  for (let n = 0; n < 200; n += 1) {
    const password = readablePassword();
    expect(password).toMatch(/^([A-Z][a-z]+-){3}[1-9]\d{3}$/);
    expect(password.length).toBeGreaterThanOrEqual(8);
    expect(password.length).toBeLessThanOrEqual(256);
  }
});

test('every password is different', () => {
  expect(new Set(Array.from({ length: 200 }, readablePassword)).size).toBe(200);
});

test('words are drawn from 128 different ones', () => {
  expect(new Set(words).size).toBe(128);
  expect(words).toHaveLength(128);
});
