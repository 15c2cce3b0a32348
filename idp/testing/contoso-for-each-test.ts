import { beforeEach } from 'vitest';
import { administrationBrowser } from './administration.ts';
import { Browser } from './browser.ts';
import { type Contoso, contoso } from './contoso.ts';

/** The tutorial's tenant, made anew for each test of the file, and a browser in which nobody has signed in. */
export function contosoForEachTest(): Contoso & { browser: Browser } {
  return forEachTest(async () => {
    const lab = await contoso();
    return { ...lab, browser: new Browser(lab.idp.app) };
  });
}

/** The same with a browser in which the Global Administrator has signed in to the admin center. */
export function administeredContosoForEachTest(): Contoso & { admin: Browser } {
  return forEachTest(async () => {
    const lab = await contoso();
    return { ...lab, admin: await administrationBrowser(lab) };
  });
}

/** Filled before each test, so that a file holds one object all along; only tests and their hooks may read it. */
function forEachTest<T extends Contoso>(make: () => Promise<T>): T {
  const held = {} as T;
  beforeEach(async () => {
    const { idp } = Object.assign(held, await make());
    return () => idp.close();
  });
  return held;
}
