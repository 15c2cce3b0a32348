import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLab } from 'samlab';
import type { HttpClient } from '../web/testing/http-client.ts';
import { launch, signIn, user, whoIs } from './sign-in.ts';

/** Browsers that sign in at the same time. */
const BROWSERS = 4;
/** Most that memory may grow from a quarter of the time to the end, in MB: a leak of 1 KB per sign-in exceeds it within minutes. */
const MEMORY = 60;

/** Sign-ins with a live session, over HTTP, without a pause. */
export async function soak({ seconds }: { seconds: number }) {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-soak-'));
  const lab = await startLab({ dataDir: join(folder, 'lab'), ports: { lab: 0, idp: 0, sp: 0 } });
  const failures: string[] = [];
  let signIns = 0;
  const end = performance.now() + seconds * 1000;
  const quarter = performance.now() + seconds * 250;
  let memory = 0;
  async function again(browser: HttpClient): Promise<void> {
    while (performance.now() < end && failures.length < 20) {
      const handOff = await browser.open(launch(lab));
      const page = await handOff.submit();
      if (page.status !== 200) failures.push(`${page.status} at ${page.url}`);
      else if ((await whoIs(lab, browser)) !== user) failures.push('signed in as nobody');
      signIns += 1;
      if (memory === 0 && performance.now() > quarter) memory = megabytes();
    }
  }
  try {
    const browsers = await Promise.all(
      Array.from({ length: BROWSERS }, () => signIn(lab, user, launch(lab))),
    );
    await Promise.all(browsers.map(again));
    const grown = memory === 0 ? 0 : megabytes() - memory;
    // Without a collection, garbage counts as well.
    if (globalThis.gc && grown > MEMORY) failures.push(`the memory in use grew by ${grown} MB`);
    const size = bytesIn(join(folder, 'lab'));
    return {
      tried: `${signIns} sign-ins, heap +${grown} MB, ${Math.round(size / signIns)} bytes on disk each`,
      failures,
    };
  } finally {
    await lab.close();
    rmSync(folder, { recursive: true });
  }
}

/** Of the heap, after a collection if `--expose-gc` allows one. */
function megabytes(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 1e6);
}

const bytesIn = (folder: string) =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
