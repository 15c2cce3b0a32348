import { authnRequests } from './authn-requests.ts';
import { keyFiles, makeCorpusCast } from './cast.ts';
import { type CorpusIndex, schemaText } from './format.ts';
import { logoutMessages } from './logout-messages.ts';
import { metadata } from './metadata.ts';
import { readme } from './readme.ts';
import { responses } from './responses.ts';

/**
 * Makes the files of a corpus: messages, keys, `index.json`, its schema and a README. The same seed gives the same bytes; only the DEFLATE data in
 * queries can differ with another zlib.
 *
 * @returns contents by path, `/` between folder and file
 */
export async function makeCorpus(seed: string): Promise<Map<string, string | Uint8Array>> {
  const cast = await makeCorpusCast(seed);
  const { messages, leftOut } = await responses(cast);
  const all = [
    ...messages,
    ...authnRequests(cast),
    ...logoutMessages(cast),
    ...(await metadata(cast)),
  ];
  const index: CorpusIndex = {
    $schema: 'index.schema.json',
    version: 1,
    seed,
    entries: all.map(({ entry }) => entry),
    leftOut,
  };
  return new Map([
    ['README.md', readme(index)],
    ['index.json', `${JSON.stringify(index, null, 2)}\n`],
    ['index.schema.json', schemaText()],
    ...keyFiles(cast),
    ...all.flatMap(({ files }) => [...files]),
  ]);
}
