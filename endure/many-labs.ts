import { startLab } from 'samlab';
import { launch, signIn, user, whoIs } from './sign-in.ts';

/** Labs in memory in one process, each with its own sign-in; then all of them close. */
export async function manyLabs({ labs: count }: { labs: number }) {
  const failures: string[] = [];
  const before = process.getActiveResourcesInfo().length;
  const labs = await Promise.all(
    Array.from({ length: count }, () =>
      startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } }),
    ),
  );
  for (const lab of labs) {
    const browser = await signIn(lab, user, launch(lab));
    await browser.submit();
    const who = await whoIs(lab, browser);
    if (who !== user) failures.push(`${lab.start.sp} signed in ${who ?? 'nobody'}`);
  }
  await Promise.all(labs.map((lab) => lab.close()));
  const answering = await Promise.all(
    labs.map(({ start }) =>
      fetch(start.idp).then(
        () => [start.idp],
        () => [],
      ),
    ),
  );
  for (const url of answering.flat()) failures.push(`${url} answers after it was closed`);
  const servers = process.getActiveResourcesInfo().filter((each) => /server/i.test(each)).length;
  if (servers > 0) failures.push(`${servers} servers are still open`);
  return { tried: `${count} labs, handles before ${before}`, failures };
}
