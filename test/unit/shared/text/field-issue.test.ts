import { expect, test } from 'vitest';
import { fieldIssue } from '../../../../shared/text/field-issue.ts';

test.each(['', ' ', '\u200b', '\u2800', '\u3164', '\ud83d'])(
  'a name of nothing visible is missing',
  (name) => {
    expect(fieldIssue('name', name)).toEqual({ level: 'error', what: 'required' });
  },
);

test.each([
  ['email', 'sales@'],
  ['email', 'sales@acme'],
  ['email', 'a@b.example, c@d.example'],
  ['email', 'sales@acme..example'],
  ['phone', 'ask Kim'],
  ['phone', '12'],
  ['url', 'not a site'],
  ['fax', 'none'],
  ['url', 'sales@acme.example'],
  ['url', 'Acme Works'],
] as const)('in %s, "%s" is warned about', (key, value) => {
  expect(fieldIssue(key, value)).toEqual({ level: 'warning', what: 'shape' });
});

test.each([
  ['email', "o'brien+fair@müller.example"],
  ['email', ' sales@acme.example '],
  ['phone', '٠١١ ٣٤٥'],
  ['phone', '0113 496 0142 (ask for Kim)'],
  ['fax', '６０４-５５５-０１９９'],
  ['url', 'acme.example'],
  ['url', 'https://shop.müller.example:8080/a?b=c#d'],
  ['url', 'HTTP://ACME.EXAMPLE'],
  ['name', 'sales@acme'],
  ['billingAddress1', 'Suite 100\n1234 West 4th Ave'],
] as const)('in %s, "%s" is right', (key, value) => {
  expect(fieldIssue(key, value)).toBeNull();
});

test.each([
  ['name', 100],
  ['billingAddress1', 255],
  ['shippingCity', 255],
  ['email', 255],
] as const)('%s of more than %i characters is warned about, and of so many is not', (key, most) => {
  const tail = key === 'email' ? '@acme.example' : 'm';
  const right = 'e'.repeat(most - tail.length) + tail;
  expect(fieldIssue(key, ` ${right} `)).toBeNull();
  expect(fieldIssue(key, `e${right}`)).toEqual({ level: 'warning', what: 'long', most });
});

test('an emoji is one character', () => {
  expect(fieldIssue('name', '🌸'.repeat(100))).toBeNull();
  expect(fieldIssue('name', '🌸'.repeat(101))).toMatchObject({ what: 'long' });
});

test('what is more than the value is warned about, with the value alone', () => {
  expect(fieldIssue('email', 'sales@dot.example.')).toEqual({
    level: 'warning',
    what: 'more',
    instead: 'sales@dot.example',
  });
});

test('characters that can’t be seen are warned about, with the value without them', () => {
  expect(fieldIssue('name', 'Acme\u0003 Works')).toEqual({
    level: 'warning',
    what: 'unseen',
    instead: 'Acme Works',
  });
});
