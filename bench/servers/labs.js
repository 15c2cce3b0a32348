/**
 * Starts labs in memory, one after another, as a test suite does, and prints how long each took: `node labs.js COUNT`.
 */
import { startLab } from '../../dist/bundle/lab.js';

const times = [];
for (let left = Number(process.argv[2]); left > 0; left--) {
  const start = performance.now();
  const lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
  times.push(performance.now() - start);
  await lab.close();
}
console.log(JSON.stringify(times));
