/**
 * Prints a server's port for the process that started it, and ends with that process, whose end of stdin closes however it ends.
 */
export function announce(server) {
  console.log(JSON.stringify({ port: server.address().port }));
  process.stdin.resume().on('end', () => process.exit());
}
