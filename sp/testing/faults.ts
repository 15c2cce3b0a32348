import { expect } from 'vitest';

/** What a function of the administration throws for exactly these broken rules: `['email', 'malformed']`. */
export const invalidInput = (...faults: readonly (readonly [property: string, code: string])[]) =>
  expect.objectContaining({
    name: 'InvalidInput',
    faults: faults.map(([property, code]) =>
      expect.objectContaining({ property, code, message: expect.stringMatching(/\S[.?]$/) }),
    ),
  });

/** What a function of the administration throws for an id that does not exist. */
export const notFound = (kind: string, id: string) =>
  expect.objectContaining({ name: 'NotFound', kind, id });

/** What a function of the administration throws when another user saved first. */
export const staleVersion = expect.objectContaining({ name: 'StaleVersion' });
