import { plainCharacters } from './characters.ts';

/** A phone number's parts, however it is written: "+49 (0)30 / 5550-142 ext. 7". Which country it belongs to is not told. */
export interface PhoneNumber {
  /** It begins with a country's code. */
  readonly international: boolean;
  /** Without separators, extension and "(0)". */
  readonly digits: string;
  readonly extension: string;
  /** The other words and signs there ("ask for Kim", "🌸"), in lower case. */
  readonly words: string;
}

export function phoneNumberOf(typed: string): PhoneNumber {
  const text = plainCharacters(typed)
    .toLowerCase()
    .replace(/^tel:\s*/, '');
  const [, number = text, extension = ''] = EXTENSION.exec(text) ?? [];
  const digits = number.replace(/^(\D*)00(?=\D*[1-9])/, '$1+').replace(/(?<=\d\D*)\(0\)/g, '');
  return {
    international: /^[^\d\p{L}]*\+/u.test(digits),
    digits: digits.replace(/[^0-9]/g, ''),
    extension: extension.replace(/^0+(?=\d)/, ''),
    words: (number.match(/\p{L}+|\p{So}/gu) ?? []).join(' '),
  };
}

/** The digits that every writing of the number shares: neither the country's code nor the zero in its place. */
export function nationalDigits({ international, digits }: PhoneNumber): string {
  const own = international ? digits.replace(COUNTRY_CODE, '') : digits;
  return own.replace(/^0+(?=\d)/, '');
}

const EXTENSION =
  /^(.*\d.*?)[\s,;(]*(?:;ext=|\be?xt(?:ensi[oó]n|n)?\b|\bx|(?<=\d)x|\bdurchwahl|\bdw|\bapp|\bposte|\bint(?:erno)?|#)[\s.:]*(\d{1,6})\)?$/;

/** ITU E.164: codes of one digit, of two, and all others of three. */
const COUNTRY_CODE = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(?=\d)/;
