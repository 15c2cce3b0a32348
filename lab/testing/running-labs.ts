import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach } from 'vitest';
import { type Lab, type LabOptions, startLab } from '../library.ts';

/** Any free ports. */
export const anyPorts = { lab: 0, idp: 0, sp: 0 };

/** The labs of one test, all stopped when it ends, and a data folder that is deleted with them. */
export class RunningLabs {
  /** Path of a data folder that does not exist yet. */
  folder = '';
  readonly #running: Lab[] = [];

  /** Sets this up for every test of the calling file. */
  static forEachTest(): RunningLabs {
    const labs = new RunningLabs();
    beforeEach(() => {
      const parent = mkdtempSync(join(tmpdir(), 'samlab-lab-'));
      labs.folder = join(parent, 'lab');
      return async () => {
        while (labs.#running.length > 0) await labs.stop();
        rmSync(parent, { recursive: true });
      };
    });
    return labs;
  }

  /** Starts a lab, on any free ports by default. @throws {LabError} as `startLab` */
  async start(options: LabOptions): Promise<Lab> {
    const lab = await startLab({ ports: anyPorts, ...options });
    this.#running.push(lab);
    return lab;
  }

  /** Stops the lab that was started last. */
  async stop(): Promise<void> {
    await this.#running.pop()?.close();
  }
}

/** The ports of a lab, to start it there again. */
export const portsOf = ({ start: { lab, idp, sp } }: Lab) => ({
  lab: portOf(lab),
  idp: portOf(idp),
  sp: portOf(sp),
});

export const portOf = (url: string): number => Number(new URL(url).port);

/** The certificate that the identity provider publishes for Peakon, Base64. */
export async function certificateOf({ start }: Lab): Promise<string> {
  const metadata = `${start.idp}/${start.tenantId}/federationmetadata/2007-06/federationmetadata.xml`;
  const xml = await (await fetch(`${metadata}?appid=${start.appId}`)).text();
  return /<(?:\w+:)?X509Certificate>([^<]+)</.exec(xml)?.[1] ?? '';
}

/** Where Peakon sends a browser that signs in as B.Simon, without the query. */
export async function loginAddress({ start }: Lab): Promise<string> {
  const page = await fetch(`${start.sp}/login`);
  const cookies = page.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const html = await page.text();
  const fields = new URLSearchParams({ email: 'B.Simon@contoso.com' });
  for (const [input] of html.matchAll(/<input [^>]*type="hidden"[^>]*>/g)) {
    fields.set(/name="([^"]*)"/.exec(input)?.[1] ?? '', /value="([^"]*)"/.exec(input)?.[1] ?? '');
  }
  const answer = await fetch(`${start.sp}/login`, {
    method: 'POST',
    headers: { cookie: cookies.join('; ') },
    body: fields,
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  return location?.split('?')[0] ?? `${answer.status} ${await answer.text()}`;
}
