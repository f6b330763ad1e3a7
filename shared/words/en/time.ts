/**
 * Moments in words, in the reader's own time zone as it is now: who travels with an open window reads the new zone's
 * time. Pure: the caller says what "now" is.
 */

/** "10:42" today, "3 Nov 10:42" on another day, "3 Nov 2025 10:42" in another year. Both in local ms. */
export function momentWords(at: number, now: number): string {
  const [moment, today] = [onTheWall(at), onTheWall(now)];
  if (fullDay.format(moment) === fullDay.format(today)) return clock.format(moment);
  const sameYear = year.format(moment) === year.format(today);
  return `${(sameYear ? dayOfYear : fullDay).format(moment)} ${clock.format(moment)}`;
}

/**
 * The clock's and the calendar's reading as if it were UTC's. A formatter keeps the zone that it was made in, and
 * making one takes 300 µs, so the zone is asked of Date, which has the present one.
 */
function onTheWall(at: number): number {
  return at - new Date(at).getTimezoneOffset() * 60_000;
}

const zone = { timeZone: 'UTC' } as const;
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...zone });
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', ...zone });
const fullDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  ...zone,
});
const year = new Intl.DateTimeFormat('en-GB', { year: 'numeric', ...zone });

/** "10:42:07": to the second, where the day stands above it. Local ms. */
export function secondWords(at: number): string {
  return clockWithSeconds.format(onTheWall(at));
}

/** "Today", "Yesterday", "Mon 3 Nov", or with its year another year's. Both in local ms. */
export function dayWords(at: number, now: number): string {
  const [moment, today] = [onTheWall(at), onTheWall(now)];
  const days = Math.floor(today / DAY) - Math.floor(moment / DAY);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return year.format(moment) === year.format(today) ? weekday.format(moment) : fullDay.format(moment);
}

const DAY = 86_400_000;
const clockWithSeconds = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  ...zone,
});
const weekday = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  ...zone,
});
