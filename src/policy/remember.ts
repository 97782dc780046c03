const MOST = 10_000;

/** What is there for the key, made when it is first asked for. */
export function madeOnce<K, T>(known: { get(key: K): T | undefined; set(key: K, made: T): unknown }, key: K, make: () => T): T {
  let result = known.get(key);
  if (result === undefined) {
    result = make();
    known.set(key, result);
  }
  return result;
}

/** Computes once for each key, and starts anew when it has to remember too much. */
export function remember<A, T>(compute: (input: A) => T, keyOf: (input: A) => string): (input: A) => T {
  const known = new Map<string, T>();
  return (input) => {
    const key = keyOf(input);
    let result = known.get(key);
    if (result === undefined) {
      result = compute(input);
      if (known.size >= MOST) {
        known.clear();
      }
      known.set(key, result);
    }
    return result;
  };
}
