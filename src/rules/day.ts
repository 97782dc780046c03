/** Days as people write them: `YYYY-MM-DD` in UTC. */

const MILLISECONDS_A_DAY = 86_400_000;

export function utcDay(time: Date = new Date()): string {
  return time.toISOString().slice(0, 10);
}

/** The day so many days after another. */
export function dayAfter(day: string, days: number): string {
  return utcDay(new Date(beginningOf(day) + days * MILLISECONDS_A_DAY));
}

/** Its first moment, in milliseconds since 1970. */
export function beginningOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
