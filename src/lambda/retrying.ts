/** Calls of AWS that are tried again where the SDK gives up: it retries throttling and faults of the service. */

/**
 * What passes by itself. A grant takes seconds to reach IAM everywhere:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
const PASSING = /^(AccessDenied|ConcurrentModification|EntityTemporarilyUnmodifiable)(Exception)?$/;
const PAUSES_MS = [1000, 2000, 4000, 8000, 16_000, 30_000];

/** An error keeps its name, and says what was being done and what AWS said. */
export async function retrying<T>(what: string, deadline: number, call: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const end = AbortSignal.timeout(Math.max(0, deadline - Date.now()));
    try {
      return await call(end);
    } catch (error) {
      if (end.aborted) {
        throw new Error(`${what}: AWS did not answer in time`);
      }
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      const pause = PAUSES_MS[attempt];
      if (!PASSING.test(name) || pause === undefined || Date.now() + pause >= deadline) {
        throw Object.assign(new Error(`${what}: ${name}: ${message}`), { name });
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
