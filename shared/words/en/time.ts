/** Moments in words, in the reader's own time zone. Pure: the caller says what "now" is. */

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const fullDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const year = new Intl.DateTimeFormat('en-GB', { year: 'numeric' });

/** "10:42" today, "3 Nov 10:42" on another day, "3 Nov 2025 10:42" in another year. Both in local ms. */
export function momentWords(at: number, now: number): string {
  if (fullDay.format(at) === fullDay.format(now)) return clock.format(at);
  const day = year.format(at) === year.format(now) ? dayOfYear.format(at) : fullDay.format(at);
  return `${day} ${clock.format(at)}`;
}
