/** A program: reads a capture and prints the number of its messages and of the steps of its progress. */
import { createReadStream } from 'node:fs';
import { readCapture } from '../capture/read-capture.ts';

const [, , name = ''] = process.argv;
let steps = 0;
const chunks = createReadStream(name, { highWaterMark: 256 * 1024 });
const { messages } = await readCapture({ name, chunks }, () => {
  steps += 1;
});
process.stdout.write(JSON.stringify({ messages: messages.length, steps }));
