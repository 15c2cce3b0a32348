import { expect, onTestFinished, test, vi } from 'vitest';
import { isLibxml2Loaded, loadLibxml2 } from '../saml/libxml2.ts';
import { buildIdp } from './app.ts';

vi.mock('../saml/libxml2.ts', async (original) => ({
  ...(await original<object>()),
  isLibxml2Loaded: vi.fn(),
  loadLibxml2: vi.fn(),
}));

test('a request waits for the parser of messages, is answered when that fails, and the next one tries again', async () => {
  const { app, close } = await buildIdp({
    file: ':memory:',
    publicUrl: () => 'http://localhost',
    clock: () => new Date(),
  });
  onTestFinished(close);
  const statusOf = async (url: string) => (await app.inject(url)).statusCode;
  vi.mocked(isLibxml2Loaded).mockReturnValue(false);
  vi.mocked(loadLibxml2).mockRejectedValueOnce(new Error('Not now.')).mockResolvedValue();

  expect(await statusOf('/healthz')).toBe(200);
  expect(loadLibxml2).not.toHaveBeenCalled();
  expect([await statusOf('/'), await statusOf('/')]).toEqual([500, 200]);
  expect(loadLibxml2).toHaveBeenCalledTimes(2);

  vi.mocked(isLibxml2Loaded).mockReturnValue(true);
  expect(await statusOf('/')).toBe(200);
  expect(loadLibxml2).toHaveBeenCalledTimes(2);
});
