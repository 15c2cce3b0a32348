/** Objects that are being worked on, by job and id. */
const busy = new Map<string, Promise<unknown>>();

/** Does work on an object of a job once nobody else works on it: a cycle and provisioning on demand must not create a user twice. @throws as `work` */
export async function withObject<Result>(
  jobId: string,
  objectId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const key = `${jobId}/${objectId}`;
  const before = busy.get(key);
  const mine = before ? before.then(work, work) : work();
  busy.set(key, mine);
  try {
    return await mine;
  } finally {
    if (busy.get(key) === mine) busy.delete(key);
  }
}
