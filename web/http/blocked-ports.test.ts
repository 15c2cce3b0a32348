import { expect, test } from 'vitest';
import { isBlockedPort } from './blocked-ports.ts';

/** What Node's own `fetch` says of a port, before it connects. */
async function isRefused(port: number): Promise<boolean> {
  const options = { signal: AbortSignal.timeout(5000) };
  const error = await fetch(`http://127.0.0.1:${port}/`, options).then(
    () => undefined,
    (thrown: unknown) => thrown as Error & { cause?: Error },
  );
  return error?.cause?.message === 'bad port';
}

test('the ports are those that fetch refuses', async () => {
  const ports = Array.from({ length: 10_200 }, (_, n) => n + 1).filter(
    (port) => isBlockedPort(port) || isBlockedPort(port - 1) || isBlockedPort(port + 1),
  );
  for (const port of ports)
    expect([port, await isRefused(port)]).toEqual([port, isBlockedPort(port)]);
  expect(ports.filter(isBlockedPort).length).toBeGreaterThan(80);
  for (const port of [80, 443, 3000, 4000, 4100, 4200, 8080])
    expect(isBlockedPort(port)).toBe(false);
});
