/**
 * `node endure/writer.ts FOLDER`: a lab that writes to both sites all the time, and prints each write once it is acknowledged. It is meant to
 * be killed.
 */
import { writeSync } from 'node:fs';
import { startLab } from 'samlab';

const [dataDir] = process.argv.slice(2);
const lab = await startLab({ dataDir, ports: { lab: 0, idp: 0, sp: 0 } });
const say = (line: string) => writeSync(1, `${line}\n`);
say('ready');
for (let n = 0; ; n += 1) {
  const name = `${process.pid}-${n}`;
  const group = await lab.directory.createGroup({
    tenantId: lab.start.tenantId,
    displayName: name,
  });
  say(`group ${group.id}`);
  const email = `${name}@contoso.com`;
  await lab.administration.addEmployee({
    companyId: 'contoso',
    email,
    firstName: 'A',
    lastName: 'B',
  });
  say(`employee ${email}`);
}
