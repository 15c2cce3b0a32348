import { afterAll, beforeAll } from 'vitest';
import { cost } from '../password-hash.ts';

const product = { ...cost };
const quick = { ...cost, N: 2 };

/** In tests a hash takes no time, so that sign-ins need not wait for it. */
Object.assign(cost, quick);

/** The hashes of the calling file cost what they cost in the product. */
export function useProductCost(): void {
  beforeAll(() => {
    Object.assign(cost, product);
  });
  afterAll(() => {
    Object.assign(cost, quick);
  });
}
