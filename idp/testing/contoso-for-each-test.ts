import { beforeAll, beforeEach } from 'vitest';
import { administrationBrowser } from './administration.ts';
import { Browser } from './browser.ts';
import { type Contoso, contoso } from './contoso.ts';

/** The tutorial's tenant as new for each test of the file, and a browser without a session. */
export function contosoForEachTest(): Contoso & { browser: Browser } {
  return forEachTest(contoso, (lab) => ({ browser: new Browser(lab.idp.app) }));
}

/** The same with a browser that is signed in to the admin center as the Global Administrator. */
export function administeredContosoForEachTest(): Contoso & { admin: Browser } {
  let signedIn: Browser;
  return forEachTest(
    async () => {
      const lab = await contoso();
      signedIn = await administrationBrowser(lab);
      return lab;
    },
    () => ({ admin: signedIn.copy() }),
  );
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

/**
 * One object that is filled before each test; only tests and their hooks may read it. The site is built once for a file, which takes longer than
 * most tests, and goes back to how it was before each of them.
 */
function forEachTest<More extends object>(
  make: () => Promise<Contoso>,
  more: (lab: Contoso) => More,
): Contoso & More {
  const held = {} as Contoso & More;
  let goBack: () => Promise<void>;
  beforeAll(async () => {
    const lab = await make();
    Object.assign(held, lab);
    goBack = await lab.keep();
    return () => lab.idp.close();
  });
  beforeEach(async () => {
    await goBack();
    Object.assign(held, more(held));
  });
  return held;
}
