/** Objects that are being worked on, by application and id. */
const busy = new Map<string, Promise<unknown>>();

/**
 * Does work on an object once nobody else brings it to the same application: a cycle and provisioning on demand, or two jobs with one Tenant URL, must not
 * create a user twice.
 *
 * @param address of the application, without query
 * @throws as `work`
 */
export async function withObject<Result>(
  address: string,
  objectId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const key = `${address} ${objectId}`;
  const before = busy.get(key);
  const mine = before ? before.then(work, work) : work();
  busy.set(key, mine);
  try {
    return await mine;
  } finally {
    if (busy.get(key) === mine) busy.delete(key);
  }
}
