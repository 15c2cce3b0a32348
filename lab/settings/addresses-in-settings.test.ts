import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type LabError, startLab } from '../library.ts';
import { anyPorts, RunningLabs } from '../testing/running-labs.ts';

const labs = RunningLabs.forEachTest();

/** What `startLab` says of a settings file with this text, whose path is left out. */
async function refusal(text: string, options: object = {}): Promise<string[]> {
  mkdirSync(labs.folder, { recursive: true });
  const config = join(labs.folder, 'samlab.yaml');
  writeFileSync(config, text);
  const error = await startLab({
    memory: true,
    config,
    ports: { idp: 0, sp: 0 },
    ...options,
  }).catch((thrown: LabError) => thrown);
  return (error as LabError).message.replaceAll(config, 'samlab.yaml').split('\n');
}

test.each<[text: string, sentence: string]>([
  [
    'addresses: { host: 0.0.0.0 }',
    'samlab.yaml:1:20: addresses.host: 0.0.0.0 lets other machines reach this lab: its pages show passwords, and anyone can sign in as anyone. If that is what you want, add the option expose (--expose), which no settings file can give.',
  ],
  [
    'addresses: { tlsCert: x.pem }',
    'samlab.yaml:1:23: addresses.tlsCert: needs addresses.tlsKey, too.',
  ],
  [
    'addresses: { tlsKey: x.pem }',
    'samlab.yaml:1:22: addresses.tlsKey: needs addresses.tlsCert, too.',
  ],
  [
    'addresses: { publicUrls: { idp: "https://a.test" } }',
    'samlab.yaml:1:33: addresses.publicUrls.idp: is https, but the site answers http (https://a.test/): let samlab speak https with addresses.https, or name the proxy in front of it with addresses.trustedProxies.',
  ],
  ['seed: ""', 'samlab.yaml:1:7: seed: must be a text of 1 to 200 characters.'],
])(
  '%s is refused with the key and its place, and with no option of the command line',
  async (text, sentence) => {
    expect(await refusal(text)).toEqual([sentence]);
  },
);

test('a port of the settings that is in use is named by its key and place; one of the caller by the option', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const start = `Port ${port} is in use. Stop the program that listens on it, or choose another port for the lab home with`;
  expect(await refusal(`ports:\n  lab: ${port}\n`)).toEqual([
    `${start} ports.lab (samlab.yaml:2:8).`,
  ]);
  expect(await refusal('ports:\n  lab: 0\n', { ports: { ...anyPorts, lab: port } })).toEqual([
    `${start} the option ports.lab.`,
  ]);
  await new Promise((resolve) => server.close(resolve));
});

test('what the settings say and real names exclude is named by its key and place', async () => {
  expect(await refusal('addresses: { singlePort: true }', { realNames: true })).toEqual([
    expect.stringMatching(
      /^Real names exclude addresses\.singlePort \(samlab\.yaml:1:26\), because/,
    ),
  ]);
});

test('a seed and a PostgreSQL database exclude each other, before anything is opened', async () => {
  const databaseUrl = 'postgresql://localhost:1/none';
  const sentence = [
    'A seed and a PostgreSQL database exclude each other: every replica would make the same ids. Leave out the seed, or the URL of the database (DATABASE_URL).',
  ];
  expect(await refusal('seed: golden', { memory: false, databaseUrl })).toEqual(sentence);
  const given = { memory: false, databaseUrl, seed: 'golden' };
  expect(await refusal('ports: { lab: 0 }', given)).toEqual(sentence);
  const { seed } = await labs.start({ memory: true, seed: 'golden', databaseUrl });
  expect(seed).toBe('golden'); // control: nothing is shared
});
