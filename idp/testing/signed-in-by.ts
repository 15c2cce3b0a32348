import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll } from 'vitest';
import type { AuthenticationMethodMode } from '../authentication-methods/modes.ts';
import { Browser } from './browser.ts';
import { bSimon, type Contoso, contoso } from './contoso.ts';

export interface FileContoso extends Contoso {
  /** A browser in which B.Simon is signed in, by these methods. */
  signedInBy(methods: readonly AuthenticationMethodMode[], user?: string): Promise<Browser>;
}

/**
 * The tutorial's tenant for all tests of a file, with browsers whose session was made by any methods: B.Simon signs in with the password, and the
 * session then remembers the methods. Tests of what a session means need no page for each of them.
 */
export function contosoWithSessions(): FileContoso {
  const held = {} as FileContoso;
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'samlab-sessions-'));
    const file = join(folder, 'idp.db');
    const lab = await contoso({ file });
    const sessions = new DatabaseSync(file);
    Object.assign(held, lab, {
      async signedInBy(methods: readonly AuthenticationMethodMode[], user = bSimon) {
        const browser = new Browser(lab.idp.app);
        const sent = await browser.signIn(await browser.get('/my-apps'), { user });
        if (sent.headers.location !== '/my-apps') throw new Error(`Not signed in: ${sent.status}`);
        sessions
          .prepare(
            'update browserSession set methods = ? where rowid = (select max(rowid) from browserSession)',
          )
          .run(JSON.stringify(methods));
        return browser;
      },
    });
    return async () => {
      sessions.close();
      await lab.idp.close();
      rmSync(folder, { recursive: true });
    };
  });
  return held;
}
