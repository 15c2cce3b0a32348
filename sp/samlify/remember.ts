/** Companies in use at one time; beyond that, the oldest is made anew when it is needed. */
const MOST = 200;

/**
 * What `make` made for the same facts before: samlify writes and parses metadata for every entity it makes, some
 * milliseconds each time. `make` must depend on `facts` alone.
 */
export function remember<Facts extends object, Made>(make: (facts: Facts) => Made) {
  const known = new Map<string, Made>();
  return (facts: Facts): Made => {
    const key = JSON.stringify(facts);
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(facts);
    const [oldest] = known.keys();
    if (known.size >= MOST && oldest !== undefined) known.delete(oldest);
    known.set(key, made);
    return made;
  };
}
