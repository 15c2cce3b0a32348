import type { ApplicationDetails, Directory } from '../../idp/index.ts';
import { LabError } from '../errors.ts';

/**
 * Only this lab's service provider reports how it judged a response: to wait for that of another one would never end.
 *
 * @param application its name or its servicePrincipalId, in any tenant, or one that was found; undefined: any application
 * @param sp URL of this lab's service provider
 * @throws {LabError} `never_judged`
 */
export async function mustReportJudgement(
  directory: Directory,
  sp: string,
  application: string | ApplicationDetails | undefined,
): Promise<void> {
  if (application === undefined) return;
  const found =
    typeof application === 'string' ? await named(directory, application) : [application];
  const [first] = found;
  if (!first || found.some((one) => one.replyUrls.some((url) => isAt(sp, url)))) return;
  const { displayName } = first.servicePrincipal;
  throw new LabError(
    'never_judged',
    `${displayName} has no Reply URL at this lab's service provider, ${sp}, which alone reports how it judged a response: leave judged out, and ask your service provider who is signed in.`,
  );
}

async function named(directory: Directory, name: string): Promise<ApplicationDetails[]> {
  const tenants = await directory.listTenants();
  const all = await Promise.all(
    tenants.map(async ({ id }) => [
      await directory.findApplication(id, { displayName: name }),
      await directory.findApplication(id, { id: name }),
    ]),
  );
  return all.flat().filter((one) => one !== undefined);
}

const isAt = (site: string, url: string) => URL.parse(url)?.origin === URL.parse(site)?.origin;
