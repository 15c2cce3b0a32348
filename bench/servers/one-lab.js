// Makes tenants in one lab and resets it. Prints the times as JSON: { tenant: [ms], reset: [ms] }.
import { startLab } from '../../bin/library.js';

const lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
const rounds = Number(process.argv[2]);
const times = { tenant: [], reset: [] };
for (let round = 0; round < rounds; round += 1) {
  const begun = performance.now();
  await lab.tenant();
  const made = performance.now();
  await lab.reset();
  times.tenant.push(made - begun);
  times.reset.push(performance.now() - made);
}
await lab.close();
console.log(JSON.stringify(times));
