import { names } from './cast.ts';
import type { CorpusIndex } from './format.ts';

/** The README of the folder. Its examples run as they are: a test runs them. */
export function readme({ seed, entries, leftOut }: CorpusIndex): string {
  return `# SAML messages with the expected verdict

Written by \`samlab corpus\` from the seed ${JSON.stringify(seed)}: ${entries.length} messages, valid and hostile. Do not edit them: write them again.
The keys are for tests only, because anyone can make them from the seed. Nothing answers at the addresses.

\`index.json\` lists the messages; \`index.schema.json\` describes every field. For each entry:

1. Set your parser up as \`configuration\` says: its own entity ID, endpoint and clock (${names.now.toISOString()}), whom it trusts, and the request that waits for an answer.
2. Give it \`files.form\` (the value of the form field), \`files.query\` (the query of a redirect) or, for metadata, \`files.xml\`.
3. \`accept\`: it must take the message; \`refuse\`: it must not; \`either\`: both are sound. When it takes a response, the user must be in \`acceptedUsers\`.

\`leftOut\` lists ${leftOut.length} messages and sequences of the catalogue that are no files, with the reason.

## Python

\`\`\`python
import json, pathlib

folder = pathlib.Path(".")
index = json.loads((folder / "index.json").read_text())
for entry in index["entries"]:
    if entry["kind"] == "Response":
        value = (folder / entry["files"]["form"]).read_text()
        certificate = (folder / entry["configuration"]["trusts"][0]["certificates"][0]).read_text()
        user = None  # the NameID that your parser returns for value and certificate; None when it refuses
        wrong = user is None if entry["expected"] == "accept" else user not in [None, *entry["acceptedUsers"]]
        print("WRONG" if wrong else "ok", entry["id"], entry["title"])
\`\`\`

## Node

\`\`\`js
import { readFileSync } from 'node:fs';

const { entries } = JSON.parse(readFileSync('index.json', 'utf8'));
for (const { id, kind, title, expected, acceptedUsers, files, configuration } of entries) {
  if (kind !== 'Response') continue;
  const value = readFileSync(files.form, 'utf8');
  const certificate = readFileSync(configuration.trusts[0].certificates[0], 'utf8');
  const user = undefined; // the NameID that your parser returns for value and certificate; undefined when it refuses
  const wrong = user === undefined ? expected === 'accept' : !acceptedUsers.includes(user);
  console.log(wrong ? 'WRONG' : 'ok', id, title);
}
\`\`\`
`;
}
