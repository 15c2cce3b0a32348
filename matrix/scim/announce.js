/** The token of every server of the matrix. */
export const token = 'not-a-real-token-of-the-matrix-0123456789';

/** Says where the server answers, on one line, and ends with the process that started it. */
export function announce(url) {
  process.stdout.write(`${JSON.stringify({ url, token })}\n`);
  process.stdin.resume();
  process.stdin.on('end', () => process.exit());
}
