/**
 * Says on stdout where a server listens, for the process that started it, and ends with that process: its end of stdin
 * closes, however it ended.
 */
export function announce(server) {
  console.log(JSON.stringify({ port: server.address().port }));
  process.stdin.resume().on('end', () => process.exit());
}
