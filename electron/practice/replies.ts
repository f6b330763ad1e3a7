import { writeXml } from './xml.ts';
import type { Errors } from './checks.ts';

/** An answer as a value, before it is put on a socket. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Format = 'json' | 'xml';

export function formatOf(path: string): Format {
  return path.endsWith('.xml') ? 'xml' : 'json';
}

export function reply(status: number, format: Format, body: object): Reply {
  return format === 'xml'
    ? { status, headers: { 'Content-Type': 'application/xml; charset=UTF-8' }, body: writeXml(body) }
    : { status, headers: { 'Content-Type': 'application/json; charset=UTF-8' }, body: JSON.stringify(body) };
}

/** Reported for API 2.0: `{"message":{"errors":{"name":{"_required":"This field is required"}}}}`. */
export function refusal(format: Format, errors: Errors): Reply {
  return reply(422, format, { message: { errors } });
}

const MESSAGES = {
  400: 'Bad Request',
  401: 'You are not authorized to access that location.',
  402: 'Payment Required: this site can be read until its subscription is renewed.',
  403: 'You do not have permission to access that location.',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Request Entity Too Large',
  429: 'Rate limit exceeded. Please wait one minute.',
  500: 'An Internal Error Has Occurred.',
} as const;

/** The bodies of these are not documented anywhere: a plausible one, which nobody should read meaning from. */
export function failure(status: keyof typeof MESSAGES, path: string, detail?: string): Reply {
  const message = detail === undefined ? MESSAGES[status] : `${MESSAGES[status]}: ${detail}`;
  const plain = reply(status, formatOf(path), { message, url: path, code: status });
  if (status !== 401) return plain;
  return { ...plain, headers: { ...plain.headers, 'WWW-Authenticate': 'Basic realm="SalesBinder"' } };
}

/** The page of a hotel's or a fair's Wi-Fi, in SalesBinder's place until somebody signs in. */
export function portalPage(): Reply {
  return {
    status: 200,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
    body: [
      '<!DOCTYPE html>',
      '<html lang="en"><head><meta charset="utf-8"><title>Welcome to Fairground Wi-Fi</title></head>',
      '<body><h1>Welcome to Fairground Wi-Fi</h1><p>Please accept the terms to go online.</p>',
      '<form method="post" action="/accept"><button>Accept and connect</button></form></body></html>',
    ].join('\n'),
  };
}
