import type { ScimCase } from '../case.ts';
import { connect } from './connect.ts';
import { create } from './create.ts';
import { discovery } from './discovery.ts';
import { errors } from './errors.ts';
import { gallery } from './gallery.ts';
import { groups } from './groups.ts';
import { lifecycle } from './lifecycle.ts';
import { load } from './load.ts';
import { managers } from './manager.ts';
import { match } from './match.ts';
import { paging } from './paging.ts';
import { security } from './security.ts';
import { signIn } from './sign-in.ts';
import { update } from './update.ts';

/** The 89 cases of scim.md c.2, by number, then Microsoft's 25 tests. */
export const scimCases: readonly ScimCase[] = [
  ...connect,
  ...discovery,
  ...create,
  ...match,
  ...update,
  ...managers,
  ...lifecycle,
  ...groups,
  ...paging,
  ...errors,
  ...load,
  ...signIn,
  ...security,
  ...gallery,
];
