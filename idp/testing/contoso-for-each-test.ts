import { beforeAll, beforeEach } from 'vitest';
import { administrationBrowser } from './administration.ts';
import { Browser } from './browser.ts';
import { type Contoso, contoso } from './contoso.ts';

/** The tutorial's tenant, created for each test of the file, and a browser without a session. */
export function contosoForEachTest(): Contoso & { browser: Browser } {
  return forEachTest(async () => {
    const lab = await contoso();
    return { ...lab, browser: new Browser(lab.idp.app) };
  });
}

/** The same with a browser that is signed in to the admin center as the Global Administrator. */
export function administeredContosoForEachTest(): Contoso & { admin: Browser } {
  return forEachTest(async () => {
    const lab = await contoso();
    return { ...lab, admin: await administrationBrowser(lab) };
  });
}

/** The tutorial's tenant, created once for the tests of a file: for tests that leave it as it was. */
export function contosoForAllTests(): Contoso {
  const held = {} as Contoso;
  beforeAll(async () => {
    const { idp } = Object.assign(held, await contoso());
    return () => idp.close();
  });
  return held;
}

/** One object that is filled before each test; only tests and their hooks may read it. */
function forEachTest<T extends Contoso>(make: () => Promise<T>): T {
  const held = {} as T;
  beforeEach(async () => {
    const { idp } = Object.assign(held, await make());
    return () => idp.close();
  });
  return held;
}
